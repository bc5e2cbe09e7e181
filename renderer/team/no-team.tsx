import { Database, Lock, type LucideIcon, Users } from 'lucide-react';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

export type TeamStep = 'make' | 'join';

const how: readonly (readonly [LucideIcon, 'howDatabase' | 'howSealed' | 'howOwn'])[] = [
  [Database, 'howDatabase'],
  [Lock, 'howSealed'],
  [Users, 'howOwn'],
];

/** Explains what a team is, where there is none. */
export function NoTeam({ onStep }: { onStep: (step: TeamStep) => void }) {
  const text = useText();
  return (
    <div className="no-team">
      <h2>{text('team.none')}</h2>
      <p className="quiet">{text('team.noneBody')}</p>
      <ul className="team-how grid gap-3">
        {how.map(([icon, words]) => (
          <li key={words} className="marked gap-3">
            <Icon of={icon} className="quiet" />
            <span>{text(`team.${words}`)}</span>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Button kind="primary" onPress={() => onStep('make')}>
          {text('team.make')}
        </Button>
        <Button onPress={() => onStep('join')}>{text('team.join')}</Button>
      </div>
    </div>
  );
}
