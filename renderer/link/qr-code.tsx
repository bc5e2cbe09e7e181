import { useMemo } from 'react';
import { encode } from 'uqr';

/** The size of the code in CSS pixels, without its quiet zone. */
const codePx = 300;

/** A QR code, dark on white in both themes, because phones read nothing else. Drawn in whole pixels to be sharp. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const { path, modules } = useMemo(() => draw(content), [content]);
  const modulePx = Math.max(3, Math.floor(codePx / modules));
  const sizePx = modules * modulePx;
  return (
    <div className="code-tile">
      <svg
        viewBox={`0 0 ${modules} ${modules}`}
        width={sizePx}
        height={sizePx}
        role="img"
        aria-label={label}
        shapeRendering="crispEdges"
      >
        <path fill="#1b1a18" d={path} />
      </svg>
    </div>
  );
}

/** One path of horizontal runs. The quiet zone of four modules is the tile's padding. */
function draw(content: string): { readonly path: string; readonly modules: number } {
  const { data } = encode(content, { ecc: 'L', border: 0 });
  const runs = data.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      found.push(`M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`);
    }
    return found;
  });
  return { path: runs.join(''), modules: data.length };
}
