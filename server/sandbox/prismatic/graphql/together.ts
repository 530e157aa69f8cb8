/**
 * Lets reads that are asked for one by one in the same moment, as the rows of a page do, go out together. Nothing is kept:
 * whoever asks later reads anew, because a mutation may lie in between.
 */
export function together<Answer>(
  readAll: (ids: string[]) => Promise<Map<string, Answer>>,
): (id: string) => Promise<Answer | undefined> {
  let gathering: { ids: Set<string>; answers: Promise<Map<string, Answer>> } | null = null;

  const begin = () => {
    const ids = new Set<string>();
    const answers = new Promise<void>((go) => {
      setImmediate(go);
    }).then(() => {
      gathering = null;
      return readAll([...ids]);
    });
    return { ids, answers };
  };

  return async (id) => {
    gathering ??= begin();
    gathering.ids.add(id);
    return (await gathering.answers).get(id);
  };
}
