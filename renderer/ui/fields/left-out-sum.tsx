import type { ReactNode } from 'react';
import { useFormat } from '../../text.tsx';
import { Status } from '../status.tsx';

type Line = {
  readonly label: string;
  /** Replaces the label: a link to the people it counts. */
  readonly link?: ReactNode;
  readonly count: number;
  /** It waits for a decision, and changes with it. */
  readonly isOpen?: boolean;
};

/** A visible sum: what there was, what was taken out, what is left. */
export function LeftOutSum(props: {
  readonly start: Line;
  readonly leftOut: readonly Line[];
  readonly end: Line;
  /** By how much the result has just changed. */
  readonly move?: number;
}) {
  const format = useFormat();
  const { move = 0 } = props;
  return (
    <dl className="sum">
      <div className="sum-row flex between gap-4">
        <dt>{props.start.label}</dt>
        <dd>{format.number(props.start.count)}</dd>
      </div>
      {props.leftOut.map((line) => (
        <div
          key={line.label}
          className={line.isOpen ? 'sum-row flex between gap-4 sum-open' : 'sum-row flex between gap-4'}
        >
          <dt>
            {line.isOpen ? <Status kind="unconfirmed">{line.link ?? line.label}</Status> : (line.link ?? line.label)}
          </dt>
          <dd>
            <bdi dir="ltr">{line.count === 0 ? '0' : `−${format.number(line.count)}`}</bdi>
          </dd>
        </div>
      ))}
      <div className="sum-row flex between gap-4 sum-total above-1 strong">
        <dt>{props.end.label}</dt>
        <dd>
          {move !== 0 && (
            <bdi dir="ltr" className="sum-move small medium" aria-hidden="true">
              {move > 0 ? '+' : '−'}
              {format.number(Math.abs(move))}
            </bdi>
          )}
          {format.number(props.end.count)}
        </dd>
      </div>
    </dl>
  );
}
