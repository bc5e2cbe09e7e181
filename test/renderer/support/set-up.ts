// First: Testing Library looks for it when it is loaded.
import './act.ts';
import { configure } from '@testing-library/react';
import { patienceMs } from '../../support/until.ts';

configure({ asyncUtilTimeout: patienceMs });
