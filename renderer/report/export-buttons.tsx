import { ChevronDown, Download } from 'lucide-react';
import { useState } from 'react';
import type { CommandInput, ReportScope } from '../../domain/contract.ts';
import { useCsvSeparators } from '../shared/csv-separators.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useSaveFile } from '../ui/hooks/use-save-file.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';

type How = Omit<CommandInput<'report:export'>, 'scope'>;

/** Saves the open report as a file. These are on the report's screen because the PDF prints what the window shows. */
export function ExportButtons({ scope }: { scope: ReportScope }) {
  const text = useText();
  const separators = useCsvSeparators();
  const saveFile = useSaveFile();
  const ask = useAsk();
  const [isStoppable, setStoppable] = useState(false);
  const exportAs = async (how: How) => {
    setStoppable(how.format !== 'pdf');
    await saveFile('report:export', { scope, ...how });
    setStoppable(false);
  };
  return (
    <>
      <Button kind="primary" icon={Download} onPress={() => exportAs({ format: 'xlsx' })}>
        {text('report.exportXlsx')}
      </Button>
      <Menu
        trigger={
          <button type="button" className="button">
            {text('report.exportCsv')}
            <Icon of={ChevronDown} />
          </button>
        }
        items={separators.map(({ id, separator }) => ({
          id,
          label: text(`report.csv.${id}`),
          onSelect: () => void exportAs({ format: 'csv', separator }),
        }))}
      />
      <Button onPress={() => exportAs({ format: 'pdf' })}>{text('report.exportPdf')}</Button>
      {isStoppable && <Button onPress={() => ask('report:stopExport', undefined)}>{text('report.verify.stop')}</Button>}
    </>
  );
}
