import type { TeamMember } from '../member.ts';

/** The parts of the membership that the functions on the team's campaigns use. */
export type TeamLink = Pick<TeamMember, 'keys' | 'connection' | 'campaigns' | 'toErase' | 'members' | 'gone'>;
