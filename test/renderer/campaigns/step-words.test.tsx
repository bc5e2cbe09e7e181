import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SecondStep } from '../../../domain/people/second-step.ts';
import { StepWords } from '../../../renderer/campaigns/schedule/second-step.tsx';
import { TextProvider } from '../../../renderer/text.tsx';

const step: SecondStep = {
  afterDays: 3,
  atMinute: 570,
  group: 'said_word',
  word: 'yes',
  text: 'See you there.',
  byItself: true,
};

it.each([
  ['en', '“yes”'],
  ['es', '«yes»'],
  ['pt-BR', '“yes”'],
  ['ar', '«yes»'],
] as const)('in %s the second message names the word of a reply as %s', async (language, quoted) => {
  render(
    <TextProvider language={language}>
      <p>
        <StepWords step={step} />
      </p>
    </TextProvider>,
  );
  const words = (await screen.findByText(/09:30/)).textContent.replaceAll(/[\u2066-\u2069]/g, '');
  expect(words).toContain(quoted);
});
