import { z } from 'zod';
import { limits } from './limits.ts';
import { defaultStopWords } from './people/stop-words.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['en', 'es', 'pt-BR', 'ar'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** What the operator can set. Waits and gaps are settings, so that practice and tests can shorten them. */
export const Settings = z.object({
  country: z.string().length(2),
  theme: z.enum(themes),
  language: Language,
  /** Whether practice mode tells the operator what to do next. */
  showTour: z.boolean(),
  /** The name of the person who settles messages by hand, remembered from the last time. */
  operatorName: z.string().max(limits.nameCharacters),
  ackWaitMs: z.int().min(limits.ackWaitMinMs).max(limits.ackWaitMaxMs),
  gapMinMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
  gapMaxMs: z.int().min(limits.gapMinMs).max(limits.gapMaxMs),
  gateReachMs: z.int().min(limits.gateReachMinMs).max(limits.gateReachMaxMs),
  graceMs: z.int().min(0).max(limits.graceMaxMs),
  /** If WhatsApp called a number not registered, how long until it is asked again before that is believed. */
  absentAgainMs: z.int().min(limits.absentAgainMinMs).max(limits.absentAgainMs),
  unconfirmedInARow: z.int().min(1).max(limits.unconfirmedInARowMax),
  /** The days within which nobody hears from two campaigns. Null: the operator is asked about the last day. */
  quietDays: z.int().min(1).max(limits.quietDaysMax).nullable(),
  /** How many days after a campaign's end names, numbers and texts of its people are kept. Null: for ever. */
  keepPersonalDays: z.int().min(limits.keepPersonalMinDays).max(limits.keepPersonalMaxDays).nullable(),
  startsWithComputer: z.boolean(),
  /** Whether the app looks for a newer version each day. */
  looksForUpdates: z.boolean(),
  browserPath: z.string().min(1).max(limits.pathCharacters).nullable(),
  /** Words of people who want no more messages. A reply with one proposes its person for the do-not-contact list. */
  stopWords: z.array(z.string().trim().min(1).max(limits.stopWordCharacters)).max(limits.stopWordsMax),
});
export type Settings = z.infer<typeof Settings>;
/** What the window may change. It can choose the browser only among those that main found. */
export const SettingsPatch = Settings.omit({ browserPath: true, absentAgainMs: true }).partial();
export type SettingsPatch = z.infer<typeof SettingsPatch>;
/** What main itself may change. */
export type SettingsChange = SettingsPatch & { readonly browserPath?: string | null };

/** The operator's language and country as the system tells them; the country as a two-letter ISO 3166 code. */
export type SystemLocale = { readonly language: Language; readonly country: string };

/** The country whose numbers the example list of practice mode has. */
export const exampleCountry = 'GB';

/** The settings of a new installation, by the system's language and country. Practice has a faster pace. */
export function defaultSettings(
  practice: boolean,
  { language, country }: SystemLocale = { language: 'en', country: exampleCountry },
): Settings {
  return {
    country,
    theme: 'system',
    language,
    showTour: practice,
    operatorName: '',
    ackWaitMs: practice ? limits.practiceAckWaitMs : limits.ackWaitMs,
    gapMinMs: practice ? limits.gapMinMs : limits.usualGapMinMs,
    gapMaxMs: practice ? limits.gapMinMs : limits.usualGapMaxMs,
    gateReachMs: limits.gateReachTextMs,
    graceMs: limits.graceMs,
    absentAgainMs: practice ? limits.absentAgainMinMs : limits.absentAgainMs,
    unconfirmedInARow: limits.unconfirmedInARow,
    quietDays: null,
    keepPersonalDays: null,
    startsWithComputer: false,
    looksForUpdates: true,
    browserPath: null,
    stopWords: [...defaultStopWords],
  };
}
