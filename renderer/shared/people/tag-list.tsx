import { UserX } from 'lucide-react';
import { useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';

/** `isShort`: within a row of a list, where icons replace words. */
export function TagList(props: {
  readonly person: { readonly tags: readonly string[]; readonly isBlocked: boolean };
  readonly isShort?: boolean;
}) {
  const { person, isShort = false } = props;
  const text = useText();
  return (
    <>
      {person.isBlocked && (
        <span className="tag tag-no">
          {isShort && <Icon of={UserX} />}
          <span className={isShort ? 'visually-hidden' : ''}>{text('shell.doNotContact')}</span>
        </span>
      )}
      {person.tags.map((tag) => (
        <span key={tag} className="tag">
          <bdi className="clip">{tag}</bdi>
        </span>
      ))}
    </>
  );
}
