import type { TeamMember } from '../member.ts';

export type TeamLink = Pick<TeamMember, 'keys' | 'connection' | 'campaigns' | 'toErase' | 'members' | 'gone'>;
