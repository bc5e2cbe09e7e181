export const appOrigin = 'app://bundle';

/**
 * Where the window's page comes from: the app's own scheme. Only an app that is not packed takes the dev server instead,
 * whose address electron-vite puts into the environment of `npm run dev`.
 */
export function pageOrigin(devServer: string | undefined, isPackaged: boolean): string {
  return isPackaged || devServer === undefined ? appOrigin : new URL(devServer).origin;
}
