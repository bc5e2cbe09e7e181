/**
 * Whether this is not `npm test`, which is to stay below ten minutes on two cores: `npm run test:unit`, `test:browser`
 * and `test:e2e` also walk what another test walks in another language, try what only helps whoever works on the app, show
 * further examples of what one example shows, and take the short way of what has a long run of its own.
 */
export const isWholeRun = !['test:waiting', 'test:computing'].includes(process.env.npm_lifecycle_event ?? '');
