import * as z from 'zod/mini';

/** How often, and for how long after a reload or a return to the page, a wizard that was left open is looked after. */
const lookMs = 3000;
const lookForMs = 120_000;
const mostSessions = 20;
const storageKey = 'jackfield.wizard-sessions';

const idsSchema = z.array(z.string());

/**
 * The wizard sessions this tab has opened and not seen the end of, by id. After a reload the windows' handles are gone,
 * and with them their messages; only asking the server is left. An id is no secret: it serves its opener alone.
 */
function read(): string[] {
  try {
    const parsed = z.safeParse(idsSchema, JSON.parse(sessionStorage.getItem(storageKey) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function write(ids: readonly string[]): void {
  try {
    if (ids.length === 0) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, JSON.stringify(ids.slice(-mostSessions)));
  } catch {
    // Where storage is refused or full, a reload leaves the row's own Continue.
  }
}

// What stood there when the page was loaded; the sessions of this page look after themselves.
let left: readonly string[] = read();

export function rememberSession(id: string): void {
  write([...read().filter((other) => other !== id), id]);
}

export function forgetSession(id: string): void {
  left = left.filter((other) => other !== id);
  write(read().filter((other) => other !== id));
}

export function forgetSessions(): void {
  left = [];
  write([]);
}

/**
 * Looks after the wizards that an earlier load of this tab left open. `look` asks the server about one and answers
 * whether it is over. Returns what ends it.
 */
export function watchLeftSessions(look: (id: string) => Promise<boolean>): () => void {
  if (left.length === 0) return () => {};
  let lookUntil = Date.now() + lookForMs;
  let isLooking = false;

  const lookAtAll = async () => {
    if (isLooking) return;
    isLooking = true;
    const ids = left;
    const over = await Promise.all(ids.map((id) => look(id).catch(() => false)));
    ids.filter((_id, index) => over[index]).forEach(forgetSession);
    isLooking = false;
  };
  const timer = setInterval(() => {
    if (Date.now() <= lookUntil) void lookAtAll();
  }, lookMs);
  const onReturn = () => {
    if (document.visibilityState === 'hidden') return;
    lookUntil = Date.now() + lookForMs;
    void lookAtAll();
  };
  window.addEventListener('focus', onReturn);
  document.addEventListener('visibilitychange', onReturn);
  return () => {
    clearInterval(timer);
    window.removeEventListener('focus', onReturn);
    document.removeEventListener('visibilitychange', onReturn);
  };
}
