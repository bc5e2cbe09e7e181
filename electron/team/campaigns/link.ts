import type { TeamMember } from '../member.ts';

/** What those who work on the team's campaigns see of this computer's place in it. */
export type TeamLink = Pick<TeamMember, 'keys' | 'connection' | 'campaigns' | 'toErase' | 'members' | 'gone'>;
