import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../domain/settings.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { fontsOf } from './screens/fonts-of.ts';
import { Gallery, type Size, widestFont } from './screens/gallery.ts';
import { type SceneName, scenes } from './screens/scenes.ts';

const sceneNames = Object.keys(scenes) as SceneName[];

/** Axe reads the same widgets again in every state of a screen, so one state of each is enough. */
const axeScenes: readonly SceneName[] = [
  'outboxPending',
  'outboxFailed',
  'outboxNotConfirmed',
  'outboxCheck',
  'campaigns',
  'people',
  'peoplePerson',
  'recipientsPeople',
  'doNotContact',
  'report',
  'reportPractice',
  'reportFollowUps',
  'reportSplit',
  'reportPart',
  'reportDays',
  'settings',
  'accountsSettings',
  'accountsFive',
  'accountsRemove',
  'accountsPending',
  'accountsMoveUnread',
  'teamMake',
  'teamJoin',
  'teamMembers',
  'teamInvite',
  'teamHeld',
  'outboxTeamWaits',
  'outboxTeam',
  'outboxTeamTakeBack',
  'checkTeam',
  'whenAccounts',
  'checkAccounts',
  'recipients',
  'recipientsDecide',
  'recipientsCountry',
  'recipientsDefaults',
  'recipientsDecideEdit',
  'recipientsDecideCountry',
  'recipientsSegment',
  'message',
  'when',
  'whenSecondStep',
  'whenOwnTimes',
  'whenWeekly',
  'outboxDays',
  'outboxListChanged',
  'outboxSecondStep',
  'reportSecondStep',
  'check',
  'checkHeard',
  'replies',
  'repliesChat',
  'repliesUndo',
  'repliesAnswers',
  'repliesTags',
  'repliesStopped',
  'peopleTwo',
  'peopleColumn',
  'peopleByAnswer',
  'checkWho',
  'checkHeardAnyway',
  'linkQr',
];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open({ isHurried: true, isUnseen: true });
  // An endless animation would use the processor while nothing is checked.
  await gallery.page.emulateMedia({ reducedMotion: 'reduce' });
});
afterAll(() => gallery.close());

describe('the fonts', () => {
  it('are those that the project brings, whatever the machine has', async () => {
    await gallery.show('outboxPending', { language: 'en' });
    const samples = { latin: 'Đorđević', arabic: 'مرحبًا', keys: '↑↓⌘', emoji: '😀❤️' };
    // A busy machine may not have laid the samples out yet.
    await expect
      .poll(() => fontsOf(gallery.page, samples))
      .toEqual({
        latin: expect.arrayContaining(['Noto Sans']),
        arabic: expect.arrayContaining(['Noto Sans Arabic']),
        keys: expect.arrayContaining(['DejaVu Sans']),
        emoji: expect.arrayContaining(['Noto Color Emoji']),
      });
    await gallery.drawIn(widestFont);
    const plain = { latin: 'Đorđević', arabic: 'مرحبًا' };
    await expect
      .poll(() => fontsOf(gallery.page, plain))
      .toEqual({
        latin: expect.arrayContaining(['DejaVu Sans']),
        arabic: expect.arrayContaining(['DejaVu Sans']),
      });
  });
});

/** A narrow window and a laptop's: `npm run test:browser` checks every scene in these too. */
const sizesBetween: readonly Size[] = isWholeRun
  ? [
      { width: 640, height: 800 },
      { width: 1_024, height: 700 },
    ]
  : [];

describe('in a language 40 % longer than English', () => {
  // Positions come from the layout, so the page that is used for all of these is never painted.
  beforeAll(async () => {
    await gallery.show('outboxPending', { language: 'pseudo', font: widestFont });
    await gallery.page.addStyleTag({ content: 'html { opacity: 0 }' });
  });

  it.each(sceneNames)('%s shows every word from the dictionary, and all of it', async (name) => {
    // A line that fits in the widest font also fits in the usual one, whose lines break later.
    await gallery.show(name, { language: 'pseudo', font: widestFont });
    const wide = await gallery.found('untranslated', 'clippedWords');
    const between: string[] = [];
    for (const size of sizesBetween) between.push(...(await gallery.resize(size, 'clippedWords', 'sidewaysScroll')));
    // The same window at 200 % zoom.
    const small = { width: 512, height: 350 };
    const whole = ['clippedWords', 'sidewaysScroll', 'overlappingWords', 'coveredFooter'] as const;
    const zoomed = await gallery.resize(small, ...whole);
    expect({ wide, between, zoomed }).toEqual({ wide: [], between: [], zoomed: [] });
  });
});

it('examples of dates stay within the table of the columns, however narrow it is', async () => {
  await gallery.show('recipientsDates', { language: 'en', width: 801, height: 700, font: widestFont });
  const [inside = 0, wanted = 1] = await gallery.page
    .locator('.mapping')
    .evaluate((table) => [table.clientWidth, table.scrollWidth]);
  expect(wanted).toBe(inside);
});

it.each<SceneName>(['people', 'replies'])(
  'in %s the last row can be scrolled clear of what is said at the foot',
  async (name) => {
    await gallery.show(name, { language: 'en', width: 1_024, height: 600 });
    const [row = 0, foot = 0] = await gallery.page.evaluate(() => {
      const toast = document.createElement('div');
      toast.className = 'toast';
      toast.style.blockSize = '68px';
      document.querySelector('.toasts')?.append(toast);
      const scroll = document.querySelector('.main .scroll');
      scroll?.scrollTo(0, scroll.scrollHeight);
      const rows = [...(scroll?.querySelectorAll('tbody tr, li') ?? [])];
      return [rows.at(-1), toast]
        .map((one) => one?.getBoundingClientRect())
        .map((at, place) => (place === 0 ? at?.bottom : at?.top) ?? 0);
    });
    expect(row).toBeLessThanOrEqual(foot);
  },
);

describe('in Arabic', () => {
  it.each(axeScenes)('%s runs from right to left, and axe finds nothing', async (name) => {
    await gallery.show(name, { language: 'ar', theme: 'dark', font: widestFont });
    expect(await gallery.page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await gallery.found('clippedWords')).toEqual([]);
    expect(await axeViolations(gallery.page)).toEqual([]);
  });

  it('axe finds a button without a name, and every word without contrast', async () => {
    await gallery.page.evaluate(() => {
      const words = ['غدًا', 'سلام', 'محلل', 'كتاب', 'شكرًا'].map((word) => {
        const line = document.createElement('p');
        Object.assign(line, { className: 'pale', textContent: word, style: 'color: #555; background: #666' });
        return line;
      });
      document.querySelector('main')?.append(document.createElement('button'), ...words);
    });
    const found = await axeViolations(gallery.page);
    expect(found).toEqual([expect.stringMatching(/^button-name at /), expect.stringMatching(/^color-contrast at /)]);
    expect(found.join().match(/\.pale/g)).toHaveLength(5);
  });
});

it('leaves the window where it is when somebody is sent to a part of the settings', async () => {
  await gallery.show('accountsSettings', { language: 'en' });
  const tops = await gallery.page.evaluate(() =>
    ['.app', '.sidebar-brand'].map((selector) => document.querySelector(selector)?.getBoundingClientRect().top),
  );
  expect(tops).toEqual([0, expect.toSatisfy((top: number) => top > 0)]);
});

it('keeps the columns of a page apart in a window at 150 % zoom', async () => {
  for (const language of languages) {
    for (const name of ['whenOwnTimes', 'whenWeekly', 'check', 'recipients'] as const) {
      await gallery.show(name, { language, width: 853, height: 533 });
      const over = await gallery.page.evaluate(() => {
        const beside = document.querySelector('.columns > aside')?.getBoundingClientRect();
        if (beside === undefined) return ['nothing stands beside'];
        return [...document.querySelectorAll('.columns > :first-child *')].flatMap((part) => {
          const { left, right, width } = part.getBoundingClientRect();
          return width > 0 && left < beside.right - 1 && right > beside.left + 1 ? part.className : [];
        });
      });
      expect({ language, name, over }).toEqual({ language, name, over: [] });
    }
  }
});

it('shows the names of people beside the panel of one of them, at 125 % zoom too', async () => {
  await gallery.show('outboxMessage', { language: 'en', width: 819, height: 560 });
  const [name = 0, over = 1] = await gallery.page.evaluate(() => {
    const [names, ...others] = [...document.querySelectorAll('.list th:not(.col-box)')].map((th) =>
      th.getBoundingClientRect(),
    );
    const list = document.querySelector('.list')?.getBoundingClientRect().right ?? 0;
    return [names?.width, Math.max(...others.map(({ right }) => right - list))];
  });
  expect(name).toBeGreaterThanOrEqual(80);
  expect(over).toBeLessThanOrEqual(0);
});

it('shows what would become of a row, and why rows need no decision, at 125 % zoom too', async () => {
  await gallery.show('recipientsDefaults', { language: 'pt-BR', width: 819, height: 560 });
  const [cut, words] = await gallery.page.evaluate(() => [
    [...document.querySelectorAll('.becomes')].filter((cell) => cell.scrollWidth > cell.clientWidth).length,
    Math.min(...[...document.querySelectorAll('.group-done > p')].map((line) => line.clientWidth)),
  ]);
  expect(cut).toBe(0);
  expect(words).toBeGreaterThanOrEqual(200);
});

it('shows every count of a sum, in windows of every width', async () => {
  for (const language of languages) {
    await gallery.show('checkHeard', { language });
    for (const width of [1_280, 1_024, 640]) {
      await gallery.resize({ width, height: 800 });
      const outside = await gallery.page.evaluate(() => {
        const sums = [...document.querySelectorAll('.sum')];
        return sums.flatMap((sum) => {
          const { left, right } = sum.getBoundingClientRect();
          const boxes = [...sum.querySelectorAll('dt, dd')].map((cell) => cell.getBoundingClientRect());
          return boxes.filter((box) => box.left < left - 1 || box.right > right + 1 || box.right > innerWidth).length;
        });
      });
      expect({ language, width, outside }).toEqual({ language, width, outside: [0] });
    }
  }
});

const linesOf = (selector: string) =>
  gallery.page.locator(selector).evaluateAll((elements) =>
    elements.map(({ firstChild }) => {
      const range = document.createRange();
      if (firstChild !== null) range.selectNodeContents(firstChild);
      return range.getClientRects().length;
    }),
  );

it('says in two lines at most when something failed on another day, beside screens named in one', async () => {
  for (const language of languages) {
    await gallery.show('outboxFailedMany', { language });
    const heights = await gallery.page
      .locator('td.col-clock > .number')
      .evaluateAll((moments) => moments.map((moment) => moment.getBoundingClientRect().height));
    expect({ language, count: heights.length }).toEqual({ language, count: 5 });
    expect(Math.max(...heights), language).toBeLessThanOrEqual(32);
    for (const width of [1_280, 1_024]) {
      await gallery.resize({ width, height: 800 });
      const lines = await linesOf('.sidebar-label');
      expect({ language, width, lines }).toEqual({ language, width, lines: Array(8).fill(1) });
    }
  }
});

it('says in two lines at most what happened to somebody, also beside the account', async () => {
  for (const language of languages) {
    for (const [scene, width] of [
      ['accountsFailed', 1_280],
      ['outboxFailed', 1_024],
    ] as const) {
      await gallery.show(scene, { language, width, height: 800 });
      const lines = await linesOf('td.col-what');
      expect({ language, scene, count: lines.length }).toEqual({ language, scene, count: 5 });
      expect(Math.max(...lines), `${scene} ${language}`).toBeLessThanOrEqual(2);
    }
  }
});

it('keeps the buttons of a chat beside the name, also with an account and tags', async () => {
  await gallery.show('accountsReplies', { language: 'pt-BR', width: 1_024, height: 700 });
  const [name, button] = await gallery.page.evaluate(() =>
    ['h2', '.lucide-x'].map((part) => document.querySelector(`.chat-head ${part}`)?.getBoundingClientRect()),
  );
  expect(button?.top).toBeLessThan(name?.bottom ?? 0);
});

it('says in one line that it is practice, in windows of every width', async () => {
  for (const language of languages) {
    await gallery.show('practice', { language });
    for (const width of [1_280, 1_101, 1_024, 640, 512]) {
      await gallery.resize({ width, height: 640 });
      const lines = await gallery.page.evaluate(() => {
        const tops = [...document.querySelectorAll('.banner-practice > :not(svg)')].flatMap((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          const isShown = element.getBoundingClientRect().width > 1;
          return isShown
            ? [...range.getClientRects()].map(({ top, height }) => Math.round((top + height / 2) / 10))
            : [];
        });
        return new Set(tops).size;
      });
      expect({ language, width, lines }).toEqual({ language, width, lines: 1 });
    }
  }
  await gallery.show('practice', { language: 'es', width: 1_280, height: 640 });
  expect(await gallery.page.locator('.practice-pace').evaluate((pace) => pace.clientWidth)).toBeGreaterThan(100);
});

it('leaves the list more than half of a window of 640 by 400, also in practice and with the tour', async () => {
  for (const language of languages) {
    await gallery.show('recipientsPractice', { language, width: 640, height: 400 });
    expect(await gallery.page.locator('.tour').count()).toBe(1);
    const work = await gallery.page.evaluate(() => {
      const edge = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? 0;
      return edge('.footer-bar') - edge('.scroll > .body');
    });
    expect(work, language).toBeGreaterThanOrEqual(200);
  }
});

it('a fall-back that was typed is taken back by the undo of the message, and what was typed before it', async () => {
  await gallery.show('message', { language: 'en' });
  const { page } = gallery;
  const message = page.getByRole('textbox', { name: 'Message' });
  const fallback = page.getByRole('textbox', { name: /meeting_point/ });
  const before = await message.inputValue();
  await message.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Bye');
  await fallback.click();
  await page.keyboard.type('the hall');
  expect(await fallback.inputValue()).toBe('the hall');
  // The placeholder is in the message at once, before the message's own field reports it.
  const [inSight] = await message.evaluate((area) => {
    const isSeen = (one: Element) => {
      const { color, opacity } = getComputedStyle(one);
      return opacity !== '0' && !/^rgba\(.*, 0\)$/.test(color);
    };
    const texts = [area, ...(area.parentElement?.children ?? [])].filter(isSeen);
    return texts.map((one) => (one as { value?: string }).value ?? one.textContent);
  });
  expect(inSight).toContain('{{meeting_point|the hall}}');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => message.inputValue())
    .toBe(`${before.replace('{{meeting_point}}', '{{meeting_point|the hall}}')} Bye`);
  // The focus has moved on, and is not in the message.
  expect(await message.evaluate((area) => document.activeElement === area)).toBe(false);
  await message.focus();
  await page.keyboard.press('Control+Z');
  await expect.poll(() => message.inputValue()).toBe(`${before} Bye`);
  expect(await fallback.inputValue()).toBe('');
  const undone = async () => {
    await page.keyboard.press('Control+Z');
    return message.inputValue();
  };
  await expect.poll(undone).toBe(before);
});

describe('in a contrast theme of Windows', () => {
  beforeAll(() => gallery.page.emulateMedia({ forcedColors: 'active' }));
  afterAll(() => gallery.page.emulateMedia({ forcedColors: 'none', colorScheme: null }));
  const pictureOf = (selector: string) => gallery.page.locator(selector).first().screenshot();

  it.each(['light', 'dark'] as const)('what is chosen looks another than what is not: %s', async (theme) => {
    await gallery.page.emulateMedia({ colorScheme: theme });
    await gallery.show('when', { language: 'en', theme });
    for (const box of ['.box-round', '.box:not(.box-round)'])
      expect(await pictureOf(`${box}[aria-checked="true"]`)).not.toEqual(
        await pictureOf(`${box}[aria-checked="false"]`),
      );
  });

  it('a switch shows where it stands', async () => {
    await gallery.show('settings', { language: 'en' });
    const own = gallery.page.locator('.switch').first();
    const thumb = await own.evaluate((element) =>
      [element, ...element.children].map((one) => getComputedStyle(one).backgroundColor),
    );
    expect(new Set(thumb).size).toBe(2);
  });

  it('the item of a menu that a key has reached is told from the others', async () => {
    await gallery.show('campaignMenu', { language: 'en' });
    await gallery.page.keyboard.press('ArrowDown');
    await gallery.page.locator('.menu-item[data-highlighted]').waitFor();
    const colours = await gallery.page
      .locator('.menu-item')
      .evaluateAll((items) => items.map((item) => getComputedStyle(item).color));
    expect(new Set(colours).size).toBe(2);
  });
});
