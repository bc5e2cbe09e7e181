/**
 * Whether this is not `npm test`, which is to stay below ten minutes on two cores: `npm run test:e2e` also walks what another
 * test walks in another language, tries what only helps whoever works on the app, and takes the short way of what has a long
 * run of its own.
 */
export const isWholeRun = process.env.npm_lifecycle_event !== 'test:waiting';
