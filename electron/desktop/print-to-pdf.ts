import type { BrowserWindow } from 'electron';
import type { Paper } from '../../domain/report/paper-size.ts';

export type Print = {
  readonly paper: Paper;
  /** The text in the footer of each page, before the number of the page. */
  readonly title: string;
  /** The words for the page number, given the placeholders for the number and the total. */
  readonly pageWords: (page: string, pages: string) => string;
  readonly direction: 'ltr' | 'rtl';
};

/** In inches. The footer needs room for its line. */
const margins = { top: 0.6, bottom: 0.75, left: 0.6, right: 0.6 };

/** The window's content as a PDF: the stylesheet for print leaves out what is of no use on paper. */
export async function printToPdf(window: BrowserWindow, print: Print): Promise<Buffer> {
  return window.webContents.printToPDF({
    pageSize: print.paper,
    margins,
    printBackground: true,
    generateTaggedPDF: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer(print),
  });
}

/** The footer, a page of its own without other styles. Chromium fills in the numbers by these class names. */
function footer({ title, pageWords, direction }: Print): string {
  const numbers = pageWords('<span class="pageNumber"></span>', '<span class="totalPages"></span>');
  const style = `display:flex; align-items:baseline; justify-content:space-between; gap:16px; inline-size:100%; margin:0 ${margins.left}in; font:8pt system-ui, sans-serif; color:#646360`;
  return `<div dir="${direction}" style="${style}"><bdi>${escapeHtml(title)}</bdi><span>${numbers}</span></div>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
