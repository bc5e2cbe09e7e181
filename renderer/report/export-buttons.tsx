import { Download } from 'lucide-react';
import type { ReportScope } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useSavedToast } from '../ui/saved-toast.ts';
import { useAsk } from '../ui/use-ask.ts';

/** The open report as a file. The PDF is what the window shows, so these stand on the report's own screen. */
export function ExportButtons({ scope }: { readonly scope: ReportScope }) {
  const text = useText();
  const ask = useAsk();
  const showSaved = useSavedToast();
  const exportAs = async (format: 'csv' | 'xlsx' | 'pdf') => {
    const saved = await ask('report:export', { scope, format });
    if (saved) showSaved(saved.path);
  };
  return (
    <div className="header-actions">
      <Button kind="primary" icon={Download} onPress={() => exportAs('xlsx')}>
        {text('report.exportXlsx')}
      </Button>
      <Button onPress={() => exportAs('csv')}>{text('report.exportCsv')}</Button>
      <Button onPress={() => exportAs('pdf')}>{text('report.exportPdf')}</Button>
    </div>
  );
}
