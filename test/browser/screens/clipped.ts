// Runs in the page with the scenes: what the operator cannot read there.

/** What of an element decides whether it cuts words: asked once for each, since every question lays out the page. */
type Edge = Pick<CSSStyleDeclaration, 'overflowX' | 'overflowY' | 'textOverflow' | 'webkitLineClamp'> & {
  readonly box: DOMRect;
  /** Text for screen readers only is one pixel wide. */
  readonly isHidden: boolean;
};

/** Words that the window shows only in part, one per line. */
export function clippedWords(): string[] {
  /** Pixels that rounding and the overhang of letters explain. */
  const tolerance = 2;
  /** The operator's own words may end in an ellipsis; the app's words and numbers may not. */
  const endsInDotsOnPurpose =
    'bdi:not(.number), bdi:not(.number) *, .clip, .clip *, td:has(bdi:not(.number)), td:has(bdi:not(.number)) *';
  /** Appears with the focus, or has a scroll bar of its own. */
  const notInTheWay = '.skip, textarea, .header-hidden';
  const edges = new Map<HTMLElement, Edge>();
  const found = new Set<string>();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || node.textContent?.trim() === '' || isOutOfSight(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const by = cutter(holder, box);
    if (by !== null) found.add(`“${node.textContent}” is cut by .${by.className || by.tagName}`);
  }
  return [...found];

  function edgeOf(element: HTMLElement): Edge {
    const known = edges.get(element);
    if (known !== undefined) return known;
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
    const isHidden =
      (element.clientWidth <= 1 && isCut(overflowX)) ||
      (element.parentElement !== null && edgeOf(element.parentElement).isHidden);
    const box = element.getBoundingClientRect();
    const edge = { overflowX, overflowY, textOverflow, webkitLineClamp, box, isHidden };
    edges.set(element, edge);
    return edge;
  }

  function isOutOfSight(element: HTMLElement): boolean {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(notInTheWay) !== null) return true;
    return edgeOf(element).isHidden;
  }

  /**
   * The element whose edge cuts the words. An element that scrolls cuts nothing, since its content can be brought
   * into view.
   */
  function cutter(holder: HTMLElement, box: DOMRect): HTMLElement | null {
    for (let element: HTMLElement | null = holder; element !== null; element = element.parentElement) {
      const { box: edge, ...style } = edgeOf(element);
      // Where an ellipsis replaces what does not fit, one pixel too much takes two letters.
      const slack = style.textOverflow === 'ellipsis' ? 0.5 : tolerance;
      const isAcross = box.left < edge.left - slack || box.right > edge.right + slack;
      const isDown = box.top < edge.top - tolerance || box.bottom > edge.bottom + tolerance;
      if (isAcross && isCut(style.overflowX) && !holder.matches(endsInDotsOnPurpose)) return element;
      // Text that is limited to some lines ends in an ellipsis, and elements around it cut nothing further.
      if (isDown && style.webkitLineClamp !== 'none') return null;
      if (isDown && isCut(style.overflowY)) return element;
      // A line that is wider than its button or its badge overflows the edge.
      const spills = isAcross && !holder.matches(endsInDotsOnPurpose);
      if (spills && element.matches('button, .badge, .segment, .tab, th')) return element;
      if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) return null;
    }
    return null;
  }

  function isCut(overflow: string): boolean {
    return overflow === 'hidden' || overflow === 'clip';
  }
}

/** Reports when the whole page must be scrolled sideways to be read. */
export function sidewaysScroll(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
}

/** Words of the frame around the page that overlap other words of it, one per line. */
export function overlappingWords(): string[] {
  /** The part of letters that reaches beyond their line. */
  const tolerance = 2;
  const found: string[] = [];
  for (const frame of document.querySelectorAll('.sidebar, .banner-practice, .tour, header, .footer-bar')) {
    const words: { readonly text: string; readonly box: DOMRect; readonly node: Node }[] = [];
    const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (holder === null || holder.closest('.visually-hidden') || holder.clientWidth === 1) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        words.push({ text: node.textContent ?? '', box: shown(box, holder), node });
    }
    words.forEach((one, index) => {
      for (const other of words.slice(index + 1)) {
        // The browser returns two boxes for a name with an ellipsis: the whole name and the shown part.
        if (one.node === other.node) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > tolerance && down > tolerance) found.push(`“${one.text}” lies over “${other.text}”`);
      }
    });
  }
  return found;

  /** The box without the part that the ellipsis replaces. */
  function shown(box: DOMRect, holder: HTMLElement): DOMRect {
    if (getComputedStyle(holder).overflowX === 'visible') return box;
    const edge = holder.getBoundingClientRect();
    const left = Math.max(box.left, edge.left);
    return new DOMRect(left, box.top, Math.min(box.right, edge.right) - left, box.height);
  }
}

/** Buttons at the foot of the page that something else covers, at any scroll position of the page. */
export function coveredFooter(): string[] {
  const step = 24;
  const found = new Set<string>();
  const buttons = [...document.querySelectorAll<HTMLElement>('.footer-bar button')];
  // A dialog covers everything on purpose.
  const covers = document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]');
  if (buttons.length === 0 || covers !== null) return [];
  const scrolls = [...document.querySelectorAll('.scroll, .main')].filter(
    ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight,
  );
  for (const scroll of scrolls) {
    const before = scroll.scrollTop;
    for (let top = 0; top <= scroll.scrollHeight; top += step) {
      scroll.scrollTop = top;
      for (const button of buttons) {
        const { left, top: edge, width, height } = button.getBoundingClientRect();
        const above = document.elementFromPoint(left + width / 2, edge + height / 2);
        const isInSight = edge >= 0 && edge + height <= innerHeight;
        if (isInSight && above !== null && !button.contains(above) && !above.contains(button))
          found.add(`“${button.textContent}” lies under .${above.className || above.tagName}`);
      }
    }
    scroll.scrollTop = before;
  }
  return [...found];
}
