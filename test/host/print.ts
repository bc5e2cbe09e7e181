// printToPDF: Electron's options have other names in Chromium. All lengths are in inches.
import type * as Electron from 'electron';

const paperSizes: Record<string, [width: number, height: number]> = {
  A0: [33.1, 46.8],
  A1: [23.4, 33.1],
  A2: [16.54, 23.4],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
  Ledger: [17, 11],
};

const defaultMargin = 0.4;

/** The parameters of Chromium's `Page.printToPDF`. */
export function printParameters(options: Electron.PrintToPDFOptions): Record<string, string | number | boolean> {
  const { pageSize = 'Letter', margins, ...same } = options;
  const [paperWidth, paperHeight] =
    typeof pageSize === 'string' ? (paperSizes[pageSize] ?? [8.5, 11]) : [pageSize.width, pageSize.height];
  return {
    ...same,
    paperWidth,
    paperHeight,
    marginTop: margins?.top ?? defaultMargin,
    marginBottom: margins?.bottom ?? defaultMargin,
    marginLeft: margins?.left ?? defaultMargin,
    marginRight: margins?.right ?? defaultMargin,
  };
}
