import type { ReportPause } from '../../domain/contract.ts';
import type { Db } from '../database.ts';

/** A campaign that stands still; a null campaign means everything. */
type Standing = { readonly campaignId: number | null; readonly reason: string };

const key = ({ campaignId, reason }: Standing) => `${campaignId ?? 0} ${reason}`;
const columns = `campaign_id AS campaignId, reason, from_ms AS fromMs, to_ms AS toMs`;

/** When nothing was sent, and why. Only reports read it: no decision depends on it. */
export class Pauses {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  pausedCampaigns(): Standing[] {
    return this.#db.all(
      `SELECT id AS campaignId, coalesce(came_back, pause_reason) AS reason FROM campaign WHERE state = 'paused'`,
    );
  }

  open(): Standing[] {
    return this.#db.all(`SELECT campaign_id AS campaignId, reason FROM pause WHERE to_ms IS NULL`);
  }

  /** Ends open pauses that are not among these, and begins those that are not open yet. */
  record(standing: readonly Standing[], nowMs: number): void {
    const open = this.open();
    const isOpen = new Set(open.map(key));
    const isStanding = new Set(standing.map(key));
    const ended = open.filter((pause) => !isStanding.has(key(pause)));
    const begun = standing.filter((pause) => !isOpen.has(key(pause)));
    if (ended.length + begun.length === 0) return;
    this.#db.immediate(() => {
      for (const { campaignId } of ended) this.#end(campaignId, nowMs);
      for (const { campaignId, reason } of begun)
        this.#db.run(`INSERT INTO pause (campaign_id, reason, from_ms) VALUES (?, ?, ?)`, campaignId, reason, nowMs);
    });
  }

  /** What held up a campaign between two moments: its own pauses, and those of everything. The oldest first. */
  ofCampaign(campaignId: number, fromMs: number, toMs: number): ReportPause[] {
    return this.#db.all(
      `SELECT ${columns} FROM pause WHERE (campaign_id = @campaignId OR campaign_id IS NULL)
         AND from_ms < @toMs AND (to_ms IS NULL OR to_ms > @fromMs) ORDER BY from_ms, id`,
      { campaignId, fromMs, toMs },
    );
  }

  /** The pauses of everything between two moments. Pauses of single campaigns are in their own reports. */
  ofAll(fromMs: number, toMs: number): ReportPause[] {
    return this.#db.all(
      `SELECT ${columns} FROM pause WHERE campaign_id IS NULL AND from_ms < @toMs AND (to_ms IS NULL OR to_ms > @fromMs)
       ORDER BY from_ms, id`,
      { fromMs, toMs },
    );
  }

  /** If the clock was put back, the pause ends at the moment at which it began. */
  #end(campaignId: number | null, nowMs: number): void {
    this.#db.run(
      `UPDATE pause SET to_ms = max(from_ms, ?) WHERE coalesce(campaign_id, 0) = coalesce(?, 0) AND to_ms IS NULL`,
      ...[nowMs, campaignId],
    );
  }
}
