import { configure } from '@testing-library/react';

/** As long as a busy machine may take to draw what is waited for. Only a test that fails waits for all of it. */
const asyncUtilTimeout = 10_000;

configure({ asyncUtilTimeout });
