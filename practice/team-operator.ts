import type { Page } from 'playwright-core';

/** The login of the owner of the team's database. Inviting a computer needs it too. */
type TeamOwnerLogin = { readonly address: string; readonly user: string; readonly password: string };

/** Makes or joins a team through the window of one computer, as its operator would. */
export class TeamOperator {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async make(team: string, computer: string, owner: TeamOwnerLogin): Promise<void> {
    await this.#open();
    await this.#press('Make a team');
    await this.#fill('Name of the team', team);
    await this.#fill('Address of the database', owner.address);
    await this.#login(owner);
    await this.#fill('Name of this computer', computer);
    await this.#press('Check the database');
    await this.#page.getByText(/: all good$/).waitFor();
    await this.#press('Make a team');
    await this.#page.getByText('Computers: 1').waitFor();
  }

  /** Returns the code with which the computer joins. */
  async invite(computer: string, owner: TeamOwnerLogin): Promise<string> {
    await this.#press('Invite a computer');
    await this.#fill('Name of the computer', computer);
    await this.#login(owner);
    await this.#press('Make the code');
    const code = (await this.#page.getByRole('region', { name: 'Code of the invitation' }).textContent()) ?? '';
    await this.#press('Close');
    return code;
  }

  async join(code: string, computer: string): Promise<void> {
    await this.#open();
    await this.#press('Join with a code');
    await this.#fill('Code of the invitation', code);
    await this.#press('Look at the code');
    await this.#page.getByText('127.0.0.1').waitFor();
    await this.#fill('Name of this computer', computer);
    await this.#press('Join the team');
    await this.#page.getByText(/Computers: [2-9]/).waitFor();
  }

  async #open(): Promise<void> {
    await this.#press('Settings');
    await this.#press('Make or join a team');
  }

  async #login({ user, password }: TeamOwnerLogin): Promise<void> {
    await this.#fill('User', user);
    await this.#fill('Password', password);
  }

  #press(name: string): Promise<void> {
    return this.#page.getByRole('button', { name, exact: true }).click();
  }

  #fill(label: string, words: string): Promise<void> {
    return this.#page.getByLabel(label).fill(words);
  }
}
