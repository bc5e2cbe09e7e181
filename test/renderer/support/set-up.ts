import { configure } from '@testing-library/react';
import { patienceMs } from '../../support/until.ts';

configure({ asyncUtilTimeout: patienceMs });
