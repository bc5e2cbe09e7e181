import { useFormat } from '../text.tsx';

type Line = { readonly label: string; readonly count: number };

/** A sum that adds up before the reader's eyes: what there was, what was taken out, what is left. */
export function LeftOutSum(props: { readonly start: Line; readonly leftOut: readonly Line[]; readonly end: Line }) {
  const format = useFormat();
  return (
    <dl className="sum">
      <div className="sum-row">
        <dt>{props.start.label}</dt>
        <dd>{format.number(props.start.count)}</dd>
      </div>
      {props.leftOut.map((line) => (
        <div key={line.label} className="sum-row">
          <dt>{line.label}</dt>
          <dd>
            <bdi dir="ltr">{line.count === 0 ? '0' : `−${format.number(line.count)}`}</bdi>
          </dd>
        </div>
      ))}
      <div className="sum-row sum-total">
        <dt>{props.end.label}</dt>
        <dd>{format.number(props.end.count)}</dd>
      </div>
    </dl>
  );
}
