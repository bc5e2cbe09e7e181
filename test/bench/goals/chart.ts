import type { Figure } from './figures.ts';

const rowPx = 22;
const labelPx = 470;
const goalPx = 200;
/** A bar that reaches beyond this share of its goal is cut off. */
const mostTimes = 1.5;
const valuePx = 90;
const met = '#3a7d5d';
const missed = '#b3452f';

/** Draws a bar for each figure: its share of its goal. The dashed line is the goal. */
export function chartOf(figures: readonly Figure[]): string {
  const height = figures.length * rowPx + rowPx;
  const width = labelPx + goalPx * mostTimes + valuePx;
  const goalX = labelPx + goalPx;
  const line = `<line x1="${goalX}" x2="${goalX}" y1="0" y2="${height - rowPx}" stroke="#666" stroke-dasharray="3 3"/>`;
  const caption = `<text x="${goalX}" y="${height - 6}" text-anchor="middle" fill="#666">goal</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12"><title>How much of its goal each figure takes</title><rect width="100%" height="100%" fill="#fff"/>${figures.map(bar).join('')}${line}${caption}</svg>`;
}

function bar({ name, value, goal, met: isMet }: Figure, index: number): string {
  const y = index * rowPx;
  const width = Math.max(1, Math.round(Math.min(mostTimes, value / goal) * goalPx));
  const words = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${labelPx - 8}" y="${y + 15}" text-anchor="end">${words}</text><rect x="${labelPx}" y="${y + 4}" width="${width}" height="14" fill="${isMet ? met : missed}"/><text x="${labelPx + width + 6}" y="${y + 15}">${value} of ${goal}</text>`;
}
