import { campaignCheck, campaignDetail, fixtureNowMs } from '../../renderer/support/fixtures.ts';
import { draft, leavingOut, type Scene, scene, sevenBlanks, wizard } from './scene.ts';

const savedTexts = [
  { id: 3, name: 'Volunteer Day', text: 'Hello {{name|friend}}, Volunteer Day is on *10:00*', savedAtMs: fixtureNowMs },
  { id: 4, name: 'Thank you', text: '{{nothing}},\n\nThank you, see you there', savedAtMs: fixtureNowMs },
  { id: 5, name: 'تذكير قبل يوم الانتخاب', text: 'مرحبًا {{name|صديقنا}}، نراك غدًا.', savedAtMs: fixtureNowMs },
  ...[1, 2, 3, 4].map((ward) => ({
    id: 5 + ward,
    name: `Ward ${ward}`,
    text: 'When do we start on Saturday? '.repeat(5),
    savedAtMs: fixtureNowMs - ward * 86_400_000,
  })),
];
const inMenu = (place: number) => ({
  click: ['.editor-tools > .button:last-child', `[role="menuitem"]:nth-child(${place})`],
});
const hintedText = 'Hello {nmae} [when]\n\n**10:00** to 15:00, htp://a.example';
const formattedText =
  'Hello {{name}},\n\n*Volunteer Day* is _on_ ~10:00~ `15:00`\n- North Quay\n- Boathouse\n1. Library steps\n> Thank you, see you there\n```10:00\n15:00```\nhttps://a.example';

/** The message step: its editor, its preview, the saved texts. */
export const messageScenes = {
  message: wizard('message'),
  messageFind: wizard('message', {}, {}, { write: 'jens', into: '.preview-search input' }),
  messageFindNobody: wizard('message', {}, {}, { write: 'Zzyzx', into: '.preview-search input' }),
  messageUnknown: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: 'Hello {{meeting_point}}, {{nothing}}' }),
    'campaign:check': () => campaignCheck({ blanks: 312, unknownPlaceholders: ['nothing'] }),
  }),
  messageBlanks: wizard('message', { 'campaign:check': () => campaignCheck(sevenBlanks) }),
  messageHints: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: hintedText }),
    'campaign:check': () =>
      campaignCheck({ longest: { rowNumber: 6, index: 4, characters: 70_000 }, failures: ['text_too_long'] }),
  }),
  messageFormatted: wizard('message', {
    'campaign:get': () => campaignDetail(draft, { text: formattedText }),
  }),
  messageEmoji: scene(
    (store) => store.open({ screen: 'campaign', id: draft.id, step: 'message' }),
    { campaigns: [draft] },
    { handlers: { 'campaign:get': () => campaignDetail(draft) } },
    { click: '.editor-tools [aria-haspopup="dialog"]' },
  ),
  messageTexts: wizard('message', {}, { savedTexts }, inMenu(1)),
  messageTextsNone: wizard('message', {}, {}, inMenu(1)),
  messageKeepText: wizard('message', {}, {}, inMenu(2)),
  messageTextOver: wizard(
    'message',
    {},
    { savedTexts },
    {
      click: [...inMenu(1).click, '.saved-texts li:first-child .button'],
    },
  ),
  messageLeftOut: wizard('message', leavingOut),
} satisfies Record<string, Scene>;
