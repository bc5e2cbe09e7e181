import { parseTemplate } from '../../domain/template/template.ts';
import { showInline } from '../ui/formatted-text.tsx';
import { parseInline } from '../ui/whatsapp-format.ts';

/** Placeholders are single characters from this one on within the text, so that bold can extend across them. */
const firstMark = 0xe000;
const marks = /([\ue000-\uf8ff])/;

/** A campaign's whole text, line by line, with its placeholders drawn as in the editor. */
export function TemplateText({ text }: { text: string }) {
  const { parts } = parseTemplate(text.trim());
  const run = parts.map((part, index) => (part.kind === 'text' ? part.text : String.fromCharCode(firstMark + index)));
  const showWords = (words: string) =>
    words.split(marks).map((piece, index) => {
      const place = `${index}`;
      const part = marks.test(piece) ? parts[piece.charCodeAt(0) - firstMark] : undefined;
      return part?.kind === 'placeholder' ? (
        <span key={place} className="placeholder">
          {part.name}
          {part.fallback !== null && <span className="or"> | {part.fallback}</span>}
        </span>
      ) : (
        <span key={place}>{piece}</span>
      );
    });
  const lines = run.join('').split(/\r?\n/);
  return (
    <div className="message-whole anywhere" dir="auto">
      {lines.map((line, index) => {
        const place = `${index}`;
        return <div key={place}>{line.trim() === '' ? <br /> : showInline(parseInline(line), showWords)}</div>;
      })}
    </div>
  );
}
