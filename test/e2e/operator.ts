import type { Locator, Page } from 'playwright-core';
import type { Text } from '../../domain/text/index.ts';

/** An operator who knows the words on the screen, in one language. */
export class Operator {
  readonly #page: Page;
  readonly text: Text;

  constructor(page: Page, text: Text) {
    this.#page = page;
    this.text = text;
  }

  button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  heading(name: string): Locator {
    return this.#page.getByRole('heading', { name, exact: true });
  }

  /** The tour's advice is on the screen, in the user's language. */
  async isTold(step: 'link' | 'newCampaign' | 'recipients' | 'message' | 'when' | 'check' | 'sending' | 'export') {
    const tour = this.#page.getByRole('complementary', { name: this.text('tour.label') });
    await tour.filter({ hasText: this.text(`tour.${step}.title`) }).waitFor();
  }

  tab(name: 'pending' | 'sent' | 'failed'): Locator {
    return this.#page.getByRole('tab', { name: new RegExp(`^${this.text(`outbox.${name}`)}`) });
  }

  async count(name: 'pending' | 'sent' | 'failed'): Promise<number> {
    return Number(((await this.tab(name).locator('.number').textContent()) ?? '').replaceAll(/\D/g, ''));
  }

  /** The number beside a word in the calculation of who gets the message, without its minus. */
  async sum(word: string): Promise<number> {
    const term = this.#page.getByRole('term').filter({ hasText: word }).first();
    // For a moment the last change is shown before the number.
    const shown = await term.locator('xpath=following-sibling::dd').evaluate((dd) => dd.lastChild?.textContent ?? '');
    return Number(shown.replaceAll(/\D/g, ''));
  }

  /** How many rows the group with this heading has. */
  async countIn(group: Locator): Promise<number> {
    return Number(((await group.locator('h3 .number').textContent()) ?? '').replaceAll(/\D/g, ''));
  }

  /** Rows that wait for a decision, each with the result of it. */
  openGroups(): Locator {
    return this.#page.locator('section.cause');
  }
}
