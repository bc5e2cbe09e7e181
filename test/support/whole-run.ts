/**
 * Whether this is not `npm test`, which is to stay below ten minutes on two cores: `npm run test:e2e` also walks what another
 * test walks in another language, and tries what only helps whoever works on the app.
 */
export const isWholeRun = process.env.npm_lifecycle_event !== 'test:waiting';
