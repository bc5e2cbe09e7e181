import type { AppProcess } from './app-process.ts';
import { allWell, beforeEachClaim, dropGuards, type Weakness } from './weakness.ts';

const soup = {
  ...({ do: 'start_series', every: 'week', people: [0], name: 0, text: 0, inDays: 2 } as const),
  byItself: true,
};
const turn = (to: 'draw' | 'due') => ({ do: 'turn', to }) as const;
const twoDates = [soup, turn('draw'), turn('due'), turn('draw'), turn('due')];

/** Each attempt at a date finds what the others left, as if it were for its own. */
function withFencesFor(app: AppProcess, of: (occasion: string) => string): void {
  dropGuards(app);
  const { db } = app.stores;
  beforeEachClaim(app, (request) => {
    db.run(`UPDATE OR IGNORE fence SET occasion = ?`, of(request.scopes.text.occasion));
  });
}

/** Faults that the code for series could have. */
export const seriesWeaknesses: readonly Weakness[] = [
  {
    name: 'the fence of a date of a series is for all of its dates',
    caughtByRun: 0,
    says: /nothing else was for its date/,
    plan: { outcomes: [allWell], commands: twoDates },
    atStart: (app) => withFencesFor(app, (occasion) => occasion),
  },
  {
    name: 'a date is drawn twice, and its fence is for none',
    caughtByRun: 0,
    says: /delivered 2 times/,
    plan: { outcomes: [allWell], commands: [soup, turn('draw'), turn('due'), { do: 'pass', ms: 10 * 60_000 }] },
    atStart: (app) => {
      withFencesFor(app, () => '');
      const { series, db } = app.stores;
      db.sqlite.exec(`DROP INDEX message_recipient`);
      const draw = series.draw.bind(series);
      series.draw = (campaignId, request, after) => {
        draw(campaignId, request, after);
        // The messages that were made are not found again.
        db.run(`UPDATE message SET occasion = occasion || ' ' WHERE campaign_id = ?`, campaignId);
        db.run(`UPDATE campaign SET next_day = ? WHERE id = ?`, request.day, campaignId);
        const last = draw(campaignId, request, after);
        db.run(`UPDATE message SET occasion = trim(occasion) WHERE campaign_id = ?`, campaignId);
        return last;
      };
    },
  },
  {
    name: 'a date goes that nobody has looked at',
    caughtByRun: 0,
    says: /nobody has looked at/,
    plan: { outcomes: [allWell], commands: [{ ...soup, byItself: false }, turn('draw'), turn('due')] },
    atStart: ({ stores: { series } }) => {
      const draw = series.draw.bind(series);
      series.draw = (campaignId, request, after) => draw(campaignId, { ...request, isHeld: false }, after);
    },
  },
];
