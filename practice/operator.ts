import type { Page } from 'playwright-core';

export type Shot = { readonly name: string; readonly light: Buffer; readonly dark: Buffer };

const themeChangeMs = 300;
/** The bound of every single wait, also on a busy machine. */
const patienceMs = 120_000;
/** The bound for reading some sixty chats, one after the other. */
const chatsReadMs = 180_000;

/**
 * The operator of the demo and of the tests. It uses the built app only through the window, as a person would, and
 * takes pictures on the way.
 */
export class Operator {
  readonly #page: Page;
  readonly #takesPictures: boolean;
  readonly #shots: Shot[] = [];

  constructor(page: Page, options: { pictures: boolean } = { pictures: true }) {
    this.#page = page;
    this.#takesPictures = options.pictures;
    page.setDefaultTimeout(patienceMs);
  }

  get shots(): readonly Shot[] {
    return this.#shots;
  }

  /** Takes a picture of the window in both themes, unless one of this name was taken already. */
  async picture(name: string): Promise<void> {
    if (!this.#takesPictures || this.#shots.some((shot) => shot.name === name)) return;
    const light = await this.#in('light');
    const dark = await this.#in('dark');
    await this.#page.emulateMedia({ colorScheme: 'light' });
    this.#shots.push({ name, light, dark });
  }

  /** Waits for the QR code, takes a picture of it, and goes on once the account is linked. */
  async link(): Promise<void> {
    await this.#page.getByRole('img', { name: /QR/i }).waitFor();
    await this.picture('link');
    await this.#button('Go to the outbox').click();
    // The scripted operator does not need the tour.
    await this.#button('End the tour').click();
    await this.picture('outbox-empty');
  }

  /**
   * Schedules a reminder an hour before each person's date in the list, and takes a picture of the days on which they
   * go.
   */
  async remind(campaign: { name: string; file: string; text: string }, column: string): Promise<void> {
    await this.#begin(campaign);
    await this.#button('Around a date in the list').click();
    for (const [field, value] of [
      ['Date column', column],
      ['Days or hours', 'hours'],
      ['Whose clock', 'your clock'],
    ] as const) {
      await this.#page.getByRole('combobox', { name: field }).click();
      await this.#page.getByRole('option', { name: value }).click();
    }
    await this.#page.getByText('Have their moment').waitFor();
    await this.picture('when-around');
    await this.#button('Next: check').click();
    await this.#button(/^Send \d+ messages$/).click({ trial: true });
    await this.start();
    await this.#button(/from \d\d:\d\d$/)
      .first()
      .waitFor();
    await this.picture('outbox-days');
  }

  /**
   * Makes a campaign from a file and a text, and stops before the start. `alsoFrom` names a second account that sends.
   * Returns how many messages the campaign will send.
   */
  async prepare(campaign: { name: string; file: string; text: string; alsoFrom?: string }): Promise<number> {
    await this.#begin(campaign);
    if (campaign.alsoFrom !== undefined) await this.#page.getByRole('checkbox', { name: campaign.alsoFrom }).click();
    await this.picture('when');
    await this.#button('Next: check').click();
    const send = this.#button(/^Send \d+ messages$/);
    // Until the present draft is checked, the screen shows the number of an older check, and Send cannot be pressed.
    await send.click({ trial: true });
    await this.picture('check');
    return Number(/\d+/.exec((await send.textContent()) ?? '')?.[0]);
  }

  /** Reads a file, writes a text, and goes as far as the step When. */
  async #begin(campaign: { name: string; file: string; text: string }): Promise<void> {
    await this.#button('New campaign').first().click();
    await this.picture('recipients-empty');
    await this.#page.locator('input[type=file]').first().setInputFiles(campaign.file);
    await this.#page.getByText('Who gets the message', { exact: true }).waitFor();
    await this.#button('Rename the campaign').click();
    await this.#page.getByRole('textbox', { name: 'Campaign name' }).fill(campaign.name);
    await this.#page.keyboard.press('Enter');
    await this.picture('recipients');
    await this.#button('Next: message').click();
    await this.#page.getByRole('textbox', { name: 'Message' }).fill(campaign.text);
    await this.#page.getByText(/characters for this person/).waitFor();
    await this.#page.waitForTimeout(800);
    await this.picture('message');
    await this.#button('Next: when').click();
  }

  /** Presses Send with a double click, as somebody in a hurry would, and waits until the time to undo is over. */
  async start(): Promise<void> {
    await this.#button(/^Send \d+ messages$/).dblclick();
    await this.#button('Undo').waitFor();
    await this.picture('starting');
    await this.#tab('Pending').waitFor();
  }

  /** Pauses sending while `work` runs, which needs all messages pending. */
  async whilePaused(work: () => Promise<void>): Promise<void> {
    await this.#button('Pause all sending').click();
    await this.#button(/^Resume$/).waitFor();
    await work();
    await this.#button(/^Resume$/).click();
    await this.#button('Pause all sending').waitFor();
  }

  /** Finds pending messages by a part of their name, and cancels them. */
  async cancel(names: readonly string[]): Promise<void> {
    await this.#tab('Pending').click();
    for (const name of names) {
      await this.#page.getByRole('searchbox').fill(name);
      // Once this button is there, the list shows the result of the search.
      await this.#button('Clear search and filters').first().waitFor();
      const box = this.#page.getByRole('checkbox', { name: new RegExp(name) });
      await box.click();
      await this.picture('outbox-selection');
      await this.#page
        .getByRole('toolbar')
        .getByRole('button', { name: /^Cancel/ })
        .click();
      const dialog = this.#page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: /^Cancel \d+ message/ }).click();
      await dialog.waitFor({ state: 'hidden' });
      await box.waitFor({ state: 'hidden' });
    }
    await this.#page.getByRole('searchbox').fill('');
    await this.#page.getByRole('checkbox').nth(3).waitFor();
  }

  /** Watches the screen until nothing is pending, and continues sending wherever it stopped with a question. */
  async watch(
    tell: (counts: { pending: number; sent: number; failed: number }) => void,
    limitMs: number,
  ): Promise<void> {
    const endMs = performance.now() + limitMs;
    for (;;) {
      const counts = {
        pending: await this.#count('Pending'),
        sent: await this.#count('Sent'),
        failed: await this.#count('Failed'),
      };
      tell(counts);
      if (counts.pending === 0) return;
      if (performance.now() > endMs) throw new Error(`${counts.pending} messages are still pending`);
      await this.goOn();
      await this.#page.waitForTimeout(1_000);
    }
  }

  /** Continues sending where it stopped with a question. */
  async goOn(): Promise<void> {
    const button = this.#button('Resume all sending');
    if (!(await button.isVisible())) return;
    await this.picture('outbox-paused');
    await button.click();
  }

  /** Starts the prepared campaign with the whole team. */
  async startWithTeam(): Promise<void> {
    await this.#button('Start with the team').click();
    await this.#tab('Team').waitFor({ timeout: patienceMs });
  }

  /** Takes part in the campaign that the team sends. */
  async takePart(): Promise<void> {
    await this.#rail('Outbox').click();
    await this.#button('Take part').click();
    await this.#tab('Team').waitFor();
  }

  /**
   * Looks at the progress of each computer, and takes a picture once this many have sent something. Returns whether
   * they have.
   */
  async seesAllSend(computers: number): Promise<boolean> {
    await this.#tab('Team').click();
    const sent = this.#page.getByRole('table', { name: 'Team' }).locator('tbody td:nth-child(2)');
    const counts = (await sent.allTextContents()).map(Number);
    const isSo = counts.filter((count) => count > 0).length >= computers;
    if (isSo) await this.picture('team');
    return isSo;
  }

  /** Takes pictures of each tab, and of one message with its history. */
  async lookAround(): Promise<void> {
    await this.#tab('Pending').click();
    await this.picture('outbox-pending-done');
    await this.#tab('Sent').click();
    await this.#page.waitForTimeout(300);
    await this.picture('outbox-sent');
    await this.#tab('Failed').click();
    await this.#page.waitForTimeout(300);
    await this.picture('outbox-failed');
    await this.#page.getByText('Silent Simon Pratt').click();
    await this.#page.getByText('History', { exact: true }).waitFor();
    await this.#page.getByRole('list', { name: 'Latest messages in this chat' }).waitFor();
    await this.picture('outbox-message');
    await this.#page.keyboard.press('Escape');
  }

  /** Declares that a not-confirmed message is not in the chat. */
  async settle(name: string, who: string): Promise<void> {
    await this.#tab('Failed').click();
    await this.#page.getByText(name).click();
    const ask = this.#page.getByRole('textbox', { name: 'Your name' });
    await ask.waitFor();
    await ask.fill(who);
    await this.#page.keyboard.press('Enter');
    await ask.waitFor({ state: 'hidden' });
    await this.picture('settle');
    await this.#button('No, it is not there').click();
    await this.#page.getByText('Marked as not in the chat').first().waitFor();
    await this.#page.keyboard.press('Escape');
  }

  /** Answers somebody who wrote back, with a double press of Enter, as somebody in a hurry would, and tags them. */
  async answer(name: string, words: string, tag: string): Promise<void> {
    await this.#rail('Replies').click();
    await this.#button(new RegExp(`^${name}`)).click();
    const field = this.#page.getByRole('textbox', { name: `Answer to ${name}` });
    await field.fill(words);
    await this.#button('Tags T').click();
    await this.#page.getByRole('textbox', { name: 'Find or make a tag' }).fill(tag);
    await this.#page.keyboard.press('Enter');
    const dialog = this.#page.getByRole('dialog', { name: 'Tags' });
    await dialog.getByRole('checkbox', { name: new RegExp(`^${tag}`), checked: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await this.picture('replies');
    await field.focus();
    // The second press comes when the next chat is open with an empty box, so it must send nothing.
    await this.#page.keyboard.press('Enter');
    await this.#page.keyboard.press('Enter');
    await this.#button(/^Back to that chat/).click();
    await this.#page
      .getByRole('region', { name: `Reply from ${name}` })
      .getByText(words.split(' *')[0] ?? words)
      .waitFor();
    await this.picture('replies-answered');
    await this.#rail('Outbox').click();
  }

  async otherScreens(): Promise<void> {
    for (const [screen, name] of [
      ['Campaigns', 'campaigns'],
      ['People', 'people'],
      ['Settings', 'settings'],
      ['Reports', 'reports'],
    ] as const) {
      await this.#rail(screen).click();
      if (screen === 'People') {
        await this.#button('Last reply').click();
        await this.#page.getByText('Still reading your lists').waitFor({ state: 'hidden' });
      }
      await this.#page.waitForTimeout(400);
      await this.picture(name);
    }
  }

  /** Opens the campaign's report, has the chats read, and exports the report in both forms. */
  async report(campaign: string): Promise<void> {
    await this.#openReport(campaign);
    await this.picture('report');
    await this.#button('Read the chats').click();
    await this.#button('Read the chats again').waitFor({ timeout: chatsReadMs });
    await this.picture('report-checked');
    for (const form of ['CSV', 'XLSX'] as const) await this.#export(form);
    await this.picture('report-exported');
  }

  /** Exports this computer's report of a campaign of the team. */
  async exportReport(campaign: string): Promise<void> {
    await this.#openReport(campaign);
    await this.#button('This computer').click();
    await this.#export('CSV');
  }

  async #openReport(campaign: string): Promise<void> {
    await this.#rail('Reports').click();
    await this.#page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(campaign) })
      .first()
      .click();
    await this.#button('Export CSV').waitFor();
    await this.#page.waitForTimeout(500);
  }

  async #export(form: 'CSV' | 'XLSX'): Promise<void> {
    await this.#button(`Export ${form}`).click();
    if (form === 'CSV') await this.#page.getByRole('menuitem', { name: 'Separated by commas' }).click();
    await this.#page
      .getByText(new RegExp(`Saved as .*\\.${form}`, 'i'))
      .first()
      .waitFor();
  }

  /** Links another account, and looks at the list of both. */
  async linkAnother(name: string): Promise<void> {
    await this.#rail('Settings').click();
    await this.#button('Link another account').click();
    await this.#button('Go to the outbox').click();
    await this.#rail(name).click();
    await this.#page
      .getByRole('button', { name: /^More for / })
      .nth(1)
      .waitFor();
    await this.picture('accounts');
    await this.#rail('Outbox').click();
  }

  async #in(colorScheme: 'light' | 'dark'): Promise<Buffer> {
    await this.#page.emulateMedia({ colorScheme });
    // The colours take a moment to change; a picture taken meanwhile would show neither theme.
    await this.#page.waitForTimeout(themeChangeMs);
    return this.#page.screenshot();
  }

  #button(name: string | RegExp) {
    return this.#page.getByRole('button', { name });
  }

  #rail(name: string) {
    return this.#page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) });
  }

  #tab(name: string) {
    return this.#page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async #count(tab: string): Promise<number> {
    const text = (await this.#tab(tab).locator('.number').textContent()) ?? '';
    return Number(text.replaceAll(/\D/g, ''));
  }
}
