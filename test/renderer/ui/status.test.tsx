import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TextProvider } from '../../../renderer/text.tsx';
import { CampaignBadge } from '../../../renderer/ui/status.tsx';

it('says of a cancelled campaign that it is, and not what is said of a message', async () => {
  render(
    <TextProvider language="es">
      <CampaignBadge state="cancelled" />
    </TextProvider>,
  );
  expect(await screen.findByText('Cancelada')).toBeTruthy();
});
