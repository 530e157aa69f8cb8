import type { Page } from '@playwright/test';

/** What of a page's own text was found wanting. */
export interface TextFaults {
  /** Cut off, with no way to read the rest: neither to scroll nor a `title`. */
  cut: string[];
  /** Drawn over each other. */
  overlapping: string[];
  /** In no language but the one it was written in. */
  untranslated: string[];
}

/** The texts that the server sent: they are nobody's to translate. */
export interface SentTexts {
  texts: string[];
  /** Answers whose body is still being read here, though the page may show it already. */
  pending: Set<Promise<void>>;
}

/** Looks at every text on show, in the pseudo-language. */
export async function checkText(page: Page, data: SentTexts): Promise<TextFaults> {
  // What is on its way from one place to another is nowhere yet.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  // An answer that comes while the page is looked at may be on show and not known yet: then it is looked at once more.
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each look follows from the one before
    await Promise.all(data.pending);
    const known = data.texts.length;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const faults = await page.evaluate(findFaults, data.texts);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await Promise.all(data.pending);
    if (data.texts.length === known) return faults;
  }
}

/** Keeps every text in the JSON that the page is sent, for `checkText`. */
export function watchData(page: Page): SentTexts {
  const data: SentTexts = { texts: [], pending: new Set() };
  page.on('response', (response) => {
    if (!response.headers()['content-type']?.startsWith('application/json')) return;
    const reading = response
      .json()
      .then(
        (body: unknown) => collect(body, data.texts),
        // The page left before the body was read.
        () => {},
      )
      .finally(() => data.pending.delete(reading));
    data.pending.add(reading);
  });
  return data;
}

function collect(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach((part) => collect(part, into));
}

/** Runs in the page. */
function findFaults(data: readonly string[]): TextFaults {
  const known = data.join('\n').replaceAll(/\s+/g, ' ').toLowerCase();
  // Names that are the same in every language.
  const names = /^(Jackfield|English|Tray|Prismatic|Instabase|Patchworks)$/;
  // By `Intl`, which has no pseudo-locale.
  const durations = /^\d+ (sec|min|hr)( \d+ (sec|min))?$/;

  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest('.visually-hidden, [aria-hidden="true"]');

  const nodes: { text: string; element: Element; rects: DOMRect[] }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = (node.textContent ?? '').trim();
    if (!element || text === '' || element.closest('script, style') || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].map((rect) => shownPart(rect, element));
    nodes.push({ text, element, rects: rects.filter(({ width, height }) => width > 1 && height > 1) });
  }

  return { cut: findCut(), overlapping: findOverlapping(), untranslated: findUntranslated() };

  /** What of a line is left by all that clips it. */
  function shownPart(rect: DOMRect, element: Element): DOMRect {
    let { left, top, right, bottom } = rect;
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === 'visible') continue;
      const box = at.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  function findCut(): string[] {
    const found = [...document.body.querySelectorAll('*')].filter((element) => {
      const style = getComputedStyle(element);
      const hides = [style.overflowX, style.overflowY].some((value) => value === 'hidden' || value === 'clip');
      // Clipped away as a whole, it is for readers alone.
      if (style.clipPath !== 'none' && element.clientWidth <= 1) return false;
      if (!hides || !isShown(element) || (element.textContent ?? '').trim() === '') return false;
      const isCut =
        element.scrollWidth > element.clientWidth + 1 ||
        (style.overflowY !== 'auto' && element.scrollHeight > element.clientHeight + 1);
      const isEllipsis = style.textOverflow === 'ellipsis' && style.overflowY !== 'auto';
      return isCut && !(isEllipsis && element.closest('[title]'));
    });
    const isWide = document.documentElement.scrollWidth > innerWidth;
    return [...found.map(nameOf), ...(isWide ? ['the page itself is wider than the window'] : [])];
  }

  /** What sticks or is fixed lies above the rest by design; it is compared with its own layer only. */
  function layerOf(element: Element): Element {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(at).position)) return at;
    }
    return document.body;
  }

  function findOverlapping(): string[] {
    const boxes = nodes.flatMap(({ text, element, rects }) => {
      const layer = layerOf(element);
      return rects.map((rect) => ({ text, element, rect, layer }));
    });
    const found = boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => {
        if (one.element === other.element || one.layer !== other.layer) return [];
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        // Lines of one text may touch.
        return width > 2 && height > 5 ? [`"${one.text.slice(0, 40)}" and "${other.text.slice(0, 40)}"`] : [];
      }),
    );
    return [...new Set(found)];
  }

  function findUntranslated(): string[] {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt'];
    const texts = [
      ...nodes.filter(({ element }) => !element.closest('time, code, kbd, pre')).map(({ text }) => text),
      ...[...document.body.querySelectorAll(attributes.map((name) => `[${name}]`).join(','))]
        .filter((element) => isShown(element) && element.localName !== 'time')
        .flatMap((element) => attributes.map((name) => element.getAttribute(name)?.trim() ?? '')),
      document.title.replace(/ · Jackfield$/, ''),
    ];
    return [...new Set(texts)].filter((text) => {
      if (!/[a-z]{2}/i.test(text) || names.test(text) || durations.test(text)) return false;
      if (/[áçéîñöüýÁÇÉÎÑÖÜÝ]|·\]/.test(text)) return false;
      return !known.includes(text.replaceAll(/\s+/g, ' ').toLowerCase().replace(/…$/, ''));
    });
  }

  function nameOf(element: Element): string {
    const text = (element.textContent ?? '').trim().slice(0, 60);
    return `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${text}`;
  }
}
