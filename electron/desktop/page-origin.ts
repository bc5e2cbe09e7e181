export const appOrigin = 'app://bundle';

/** Where the window's page comes from: the app's own scheme, or, where it is not packed, electron-vite's dev server. */
export function pageOrigin(devServer: string | undefined, isPackaged: boolean): string {
  return isPackaged || devServer === undefined ? appOrigin : new URL(devServer).origin;
}
