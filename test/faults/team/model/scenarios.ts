/** What may happen, each at most once, so that a path that is found is a shortest one. */
export const faults = { crashA: 1, crashB: 2, restore: 4, disk: 8, override: 16, stop: 32, clone: 64 } as const;
export type Fault = keyof typeof faults;

export type Scenario = {
  readonly faults: readonly Fault[];
  readonly about: string;
  /** A member notices that the database is another. */
  readonly showsIdentity?: boolean;
  /** The database is restored only when all members had seen everything. */
  readonly allHadSeen?: boolean;
  /** A's image is of a moment at work, and A asks for nothing new after it. */
  readonly imageAtWork?: boolean;
  /** C is a member of its own. */
  readonly isThree?: boolean;
  /** Cannot be promised: the model has to find a person who gets it twice. */
  readonly isLost?: boolean;
  /** So large that the short runs leave it out. */
  readonly isLarge?: boolean;
};

export const scenarios = {
  plain: { faults: ['crashA', 'crashB'], about: 'crash, lost connection, lost answer' },
  stop: { faults: ['crashA', 'stop'], about: 'do not contact, or the campaign cancelled, in between' },
  restore: {
    faults: ['crashA', 'crashB', 'restore', 'override'],
    showsIdentity: true,
    isLarge: true,
    about: 'dump, point in time, promoted replica; perhaps a person lets it go on without a member',
  },
  seen: {
    faults: ['crashA', 'restore'],
    allHadSeen: true,
    about: 'an image of the database’s disk; everybody had seen what was lost',
  },
  disk: { faults: ['crashA', 'crashB', 'disk'], about: 'A’s database and ledger of an earlier moment', isLarge: true },
  both: {
    faults: ['restore', 'disk', 'override'],
    showsIdentity: true,
    imageAtWork: true,
    isLarge: true,
    about: 'database and A put back; A’s image knows the token',
  },
  clone: { faults: ['clone'], about: 'A copied, both copies run', isLarge: true },
  three: {
    faults: ['restore', 'override'],
    showsIdentity: true,
    isThree: true,
    isLarge: true,
    about: 'as restore, C a member of its own',
  },
  image: {
    faults: ['restore'],
    isLost: true,
    about: 'an image of the database’s disk; somebody had not seen what was lost',
  },
  forgot: {
    faults: ['restore', 'disk'],
    showsIdentity: true,
    isLost: true,
    isLarge: true,
    about: 'database and A put back, nobody else knows',
  },
  impostor: {
    faults: ['restore', 'clone'],
    showsIdentity: true,
    isLost: true,
    isLarge: true,
    about: 'put back, and a copy of A tells in its name',
  },
} as const satisfies Readonly<Record<string, Scenario>>;
export type ScenarioName = keyof typeof scenarios;

/** Each rule that can be left out, and the scenario in which that must be found. */
export const weaknesses = {
  'no-fence': ['plain'],
  'claim-unanswered': ['plain'],
  'give-back-unclosed': ['plain'],
  'take-back-reserved': ['plain'],
  'erase-fence': ['plain'],
  'give-back-after-start': ['disk', 'clone'],
  'give-back-unknown': ['disk'],
  'grant-of-earlier-run': ['disk', 'clone'],
  'fence-by-account': ['disk', 'clone'],
  'queue-again-here': ['disk', 'clone'],
  'stale-gate': ['stop', 'restore'],
  'kept-over-a-cut': ['restore'],
  'hold-ignored': ['restore', 'seen'],
  'no-identity': ['restore'],
  'no-seen': ['seen'],
  'no-intent': ['both'],
  'closed-untold': ['both'],
} as const satisfies Readonly<Record<string, readonly ScenarioName[]>>;
/**
 * `first-version`: nothing is given back, and a further attempt of a run asks again under its token. It is no weakness.
 */
export type Variant = keyof typeof weaknesses | 'first-version';

/** The scenarios in which the first version is searched as well. */
export const ofFirstVersion: readonly ScenarioName[] = ['plain', 'stop', 'restore', 'seen', 'disk', 'both', 'clone'];
