import { z } from 'zod';

/** What the shapes of the screens have in common. */

export const Id = z.int().positive();
export const AtMs = z.int();
