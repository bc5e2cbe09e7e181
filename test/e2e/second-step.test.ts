import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createText } from '../../domain/text/index.ts';
import { Desk } from '../faults/kill/operator.ts';
import { sleep } from '../faults/night/faults.ts';
import { BuiltApp } from '../support/built-app.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { violations } from './screens.ts';
import { button, goTo } from './window.ts';

/** Two people who do not answer, one who does, one without an acknowledgement. */
const people = { ada: '447700900142', ben: '447700900143', cem: '447700900144', silent: '447700900803' };
const file = `Name,Phone,Town\n${Object.entries(people)
  .map(([name, phone]) => `${name},+${phone},Leith`)
  .join('\n')}\n`;
const mapping = { phone: 1, further: [], area: null, name: 0, country: null, fields: [{ index: 2, key: 'town' }] };
const first = 'Summer camp in {{town}}: are you in, {{name}}?';
const second = 'One more try, {{name}}: there are places left';

const appeals = [
  { language: 'en', locale: 'en-GB', byItself: false },
  { language: 'ar', locale: 'ar-EG', byItself: true },
] as const;

/** An appeal of two messages, from the file to the report, with the clock moved forward to the day of the second. */
describe.each(appeals.slice(0, isWholeRun ? appeals.length : 1))(
  'an appeal of two messages, in $language',
  ({ language, locale, byItself }) => {
    const { text } = createText(language);
    let app: BuiltApp;
    let id: number;
    const page = () => app.page;
    const sent = () =>
      Object.fromEntries(
        Object.entries(people).map(([name, phone]) => [
          name,
          app.journal.messages().filter(({ to }) => to === `${phone}@c.us`).length,
        ]),
      );
    const shot = (name: string) =>
      process.env.SHOTS === undefined
        ? null
        : page().screenshot({ path: `${process.env.SHOTS}/${language}-${name}.png` });

    beforeAll(async () => {
      app = await BuiltApp.install();
      await app.start({}, [`--lang=${locale}`]);
      await app.untilLinked();
      await app.call('settings:set', { ackWaitMs: 1_000, unconfirmedInARow: 100, operatorName: 'Sam' });
      ({ id } = await app.call('campaign:create', { name: 'Camp' }));
      await new Desk(app).importList(id, file);
      const change = { kind: 'mapping', mapping } as const;
      await app.call('list:change', { campaignId: id, workId: crypto.randomUUID(), change });
      await app.call('campaign:update', { id, text: first });
    });
    afterAll(() => app?.uninstall());

    it('is planned on When with a text of its own, and checked with the first', async () => {
      await goTo(page(), text('shell.campaigns'));
      await button(page(), text('campaigns.openDraftOf', { campaign: 'Camp' })).click();
      await button(page(), text('campaign.next.message')).click();
      await button(page(), text('campaign.next.when')).click();
      await button(page(), text('campaign.step.add')).click();
      await page().getByText(text('campaign.step.problem.empty_text')).waitFor();
      await page()
        .getByRole('textbox', { name: text('campaign.step.days') })
        .fill('1');
      await page()
        .getByRole('textbox', { name: text('campaign.step.text') })
        .fill(second);
      await page().getByText('One more try, ada: there are places left').first().waitFor();
      if (byItself)
        await page()
          .getByRole('radio', { name: text('campaign.step.byItself') })
          .click();
      expect(await violations(page(), 'When with a second message')).toEqual([]);
      await shot('when');
      await until(async () => (await app.call('campaign:get', { id })).step?.text === second);
      await button(page(), text('campaign.next.check')).click();
      await page()
        .getByText(text(byItself ? 'campaign.step.checkByItself' : 'campaign.step.checkAsk'))
        .waitFor();
      expect(await violations(page(), 'Check with a second message')).toEqual([]);
      await shot('check');
      await app.call('campaign:start', { id });
      await until(async () => (await app.overview()).campaigns.find((one) => one.id === id)?.state === 'finished');
      await until(async () => (await app.overview()).counts.sent === 3);
      await app.journal.control({ name: 'receive', from: people.ben, text: 'Yes' });
      await until(async () => (await app.call('report:get', { id })).replies.people === 1);
      await goTo(page(), text('shell.campaigns'));
      await shot('campaigns');
    });

    it('is drawn on its day for those without an answer, and goes to them alone', async () => {
      const nextMs = (await app.overview()).campaigns.find((one) => one.id === id)?.nextStepMs ?? 0;
      await sleep(app, nextMs - Date.now() + 5_000);
      // The next minute's check would find it too.
      await app.call('campaign:update', { id, name: 'Camp' });
      const made = async () => (await app.overview()).campaigns.find(({ followsId }) => followsId === id);
      await until(async () => (await made()) !== undefined, 200);
      const stepId = (await made())?.id ?? 0;
      if (!byItself) {
        await until(async () => (await made())?.setAside.secondStep === 2);
        expect(sent()).toEqual({ ada: 1, ben: 1, cem: 1, silent: 1 });
        await goTo(page(), text('shell.outbox'));
        await page()
          .getByText(text('outbox.stepTitle', { count: 2 }))
          .first()
          .waitFor();
        expect(await violations(page(), 'Outbox with a second message')).toEqual([]);
        await shot('outbox');
        await button(page(), text('outbox.stepSend', { number: '2' })).click();
      }
      await until(async () => (await made())?.state === 'finished', 200);
      expect(sent()).toEqual({ ada: 2, ben: 1, cem: 2, silent: 1 });
      const report = await app.call('report:get', { id });
      expect(report.step).toMatchObject({ madeId: stepId, drawn: 2, notInGroup: 1, notConfirmed: 1, toCome: 0 });
      expect((await app.call('report:get', { id: stepId })).totals).toMatchObject({ imported: 4, skipped: 2, sent: 2 });
    });

    it('stands in the report of the first, as a line that adds up', async () => {
      await goTo(page(), text('shell.reports'));
      await page().getByRole('main').getByRole('button', { name: 'Camp', exact: true }).click();
      await page()
        .getByRole('heading', { name: text('report.step.title') })
        .waitFor();
      expect(await violations(page(), 'Report with a second message')).toEqual([]);
      await shot('report');
    });
  },
);
