import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FormattedText } from '../../../renderer/ui/formatted-text.tsx';
import { parseFormat, parseInline } from '../../../renderer/ui/whatsapp-format.ts';

describe('formatting within a line', () => {
  it('reads bold, italic, struck and code, one within another', () => {
    expect(parseInline('a *b _c_* ~d~ `e`')).toEqual([
      'a ',
      { style: 'bold', content: ['b ', { style: 'italic', content: ['c'] }] },
      ' ',
      { style: 'struck', content: ['d'] },
      ' ',
      { style: 'code', content: ['e'] },
    ]);
  });

  it.each(['2*3*4', 'a * b * c', '*open', 'snake_case_name', '**', '* a*'])('leaves %s as it was typed', (line) => {
    expect(parseInline(line)).toEqual([line]);
  });

  it('closes a mark before a comma', () => {
    expect(parseInline('*Saturday*, then')).toEqual([{ style: 'bold', content: ['Saturday'] }, ', then']);
  });
});

describe('blocks', () => {
  it('gathers list items that follow each other', () => {
    expect(parseFormat('Bring:\n- water\n- shoes\n2. two\n3. three\n> said')).toEqual([
      { kind: 'line', content: ['Bring:'] },
      { kind: 'bullets', items: [['water'], ['shoes']], first: 1 },
      { kind: 'numbers', items: [['two'], ['three']], first: 2 },
      { kind: 'quote', lines: [['said']] },
    ]);
  });

  it('keeps empty lines and lets monospace span lines', () => {
    expect(parseFormat('a\n\n```x\n*y*```\nb').map((block) => block.kind)).toEqual([
      'line',
      'line',
      'monospace',
      'line',
    ]);
  });

  it('reads monospace within a line where it stands', () => {
    expect(parseFormat('a ```*x*``` b')).toEqual([
      { kind: 'line', content: ['a ', { style: 'code', content: ['*x*'] }, ' b'] },
    ]);
  });

  it('shows a fence without its partner as it was typed', () => {
    expect(parseFormat('a ```b')).toEqual([{ kind: 'line', content: ['a ```b'] }]);
  });
});

it('shows what looks like markup as text', () => {
  const { container } = render(<FormattedText text={'<img src=x onerror=alert(1)> *<b>bold</b>*'} />);
  expect(container.querySelector('img, b')).toBeNull();
  expect(container.querySelector('strong')?.textContent).toBe('<b>bold</b>');
});

it('marks links, and leaves code and what is around them alone', () => {
  const { container } = render(
    <FormattedText text={'See *https://a.example/x*, `www.b.example` or _www.c.example_.'} />,
  );
  const links = [...container.querySelectorAll('.format-link')].map((link) => link.textContent);
  expect(links).toEqual(['https://a.example/x', 'www.c.example']);
  expect(container.textContent).toBe('See https://a.example/x, www.b.example or www.c.example.');
});
