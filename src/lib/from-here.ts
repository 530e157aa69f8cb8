/** What the page of one thing is told of the list that leads to it, so that it leads back there. */
export function fromHere({ pathname, search }: Pick<Location, 'pathname' | 'search'> = location): { from: string } {
  return { from: `${pathname}${search}` };
}
