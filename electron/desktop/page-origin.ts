export const appOrigin = 'app://bundle';

/** The origin of the window's page: the app's own scheme, or electron-vite's dev server where the app is not packed. */
export function pageOrigin(devServer: string | undefined, isPackaged: boolean): string {
  return isPackaged || devServer === undefined ? appOrigin : new URL(devServer).origin;
}
