/** The call that hands a message over, without one of its rules, and the check that notices. */
import type { HandOverCheck } from './hand-over-checks.ts';

export type HandOverMutant = {
  readonly dropped: string;
  readonly of: 'handOver' | 'filePart';
  readonly replace: readonly [from: string, to: string];
  readonly killedBy: HandOverCheck;
};

const ofFile = (dropped: string, killedBy: HandOverCheck, ...replace: [string, string]): HandOverMutant => ({
  dropped,
  of: 'filePart',
  replace,
  killedBy,
});
const ofHandOver = (dropped: string, killedBy: HandOverCheck, ...replace: [string, string]): HandOverMutant => ({
  dropped,
  of: 'handOver',
  replace,
  killedBy,
});

export const handOverMutants: readonly HandOverMutant[] = [
  ofFile('a file needs the gate', 'noGateForAFile', '!page.sendOnceGate || ', ''),
  ofFile(
    'a file belongs to one document',
    'fileForAnotherDocument',
    ' || page.sendOnceTools?.documentId !== documentId',
    '',
  ),
  ofFile('a part comes behind the others', 'partsInOrder', 'fileParts.get(token) ?? []', 'fileParts.get("") ?? []'),
  ofFile('the parts are kept', 'partsInOrder', 'page.sendOnceGate.fileParts.set(token, parts);', ''),
  ofFile('a part comes last', 'partsInOrder', 'parts.push(part)', 'parts.unshift(part)'),
  ofFile('a part that was taken is told', 'partsInOrder', 'return true', 'return false'),
  ofHandOver('a hand-over needs the gate', 'noGateAtTheHandOver', '!gate || ', ''),
  ofHandOver(
    'a hand-over belongs to one document',
    'handOverToAnotherDocument',
    ' || page.sendOnceTools?.documentId !== documentId',
    '',
  ),
  ofHandOver('the library is missed', 'noLibrary', '!library', 'false'),
  ofHandOver(
    'a gate that was replaced meanwhile is missed',
    'gateReplacedMeanwhile',
    'why: "the gate was replaced during the call"',
    'why: ""',
  ),
  ofHandOver('a call without a question is told', 'optionsOfAText', '!gate.askedTokens.has(outgoing.token)', 'false'),
  ofHandOver('words beside a file are its caption', 'optionsOfACaption', 'attachment !== null && text !== ""', 'false'),
  ofHandOver('a text is no caption', 'optionsOfAText', 'attachment !== null && ', ''),
  ofHandOver('no words are no caption', 'optionsOfAFileAlone', ' && text !== ""', ''),
  ofHandOver('contact cards are off', 'optionsOfAText', 'parseVCards: false', 'parseVCards: true'),
  ofHandOver('nobody is mentioned', 'optionsOfAText', 'mentionedJidList: []', 'mentionedJidList: ["x"]'),
  ofHandOver('quotes stop nothing', 'optionsOfAText', 'ignoreQuoteErrors: true', 'ignoreQuoteErrors: false'),
  ofHandOver('the library does not wait', 'optionsOfAText', 'waitUntilMsgSent: false', 'waitUntilMsgSent: true'),
  ofHandOver('the token goes with the message', 'optionsOfAText', '{ sendOnceToken: outgoing.token }', '{}'),
  ofHandOver('the parts become one file', 'partsInOrder', '?.join("")', '?.[0]'),
  ofHandOver('a file without parts is empty', 'noPartCame', '?.join("") ?? ""', '?.join("")'),
  ofHandOver('every byte is read', 'partsInOrder', 'index = 0', 'index = 1'),
  ofHandOver('every digit of the hash is told', 'partsInOrder', '.padStart(2, "0")', ''),
  ofHandOver('the hash of the file is told', 'partsInOrder', 'gate.fileHashes.set(', 'void ('),
  ofHandOver('the file has its kind', 'optionsOfACaption', 'mimetype: attachment.mimeType', 'mimetype: ""'),
  ofHandOver('the file has its bytes', 'optionsOfACaption', 'data: base64', 'data: ""'),
  ofHandOver('the file has its name', 'optionsOfACaption', 'filename: attachment.fileName', 'filename: ""'),
  ofHandOver('a document goes as one', 'optionsOfAFileAlone', 'attachment.kind === "document"', 'false'),
  ofHandOver('a picture does not go as a document', 'optionsOfACaption', 'attachment.kind === "document"', 'true'),
  ofHandOver('the caption is given', 'optionsOfACaption', 'options.caption = text', 'void 0'),
  ofHandOver('no words give no caption', 'optionsOfAFileAlone', 'if (text !== "") ', ''),
  ofHandOver('the chat is asked for as it is', 'optionsOfAText', 'getAsModel: false', 'getAsModel: true'),
  ofHandOver('a chat that is not there is missed', 'noChatToOpen', '!chat', 'false'),
  ofHandOver('words beside a file go only with it', 'optionsOfACaption', 'attachment ? "" : text', 'text'),
  ofHandOver('what is thrown is told', 'libraryThrows', 'why: String(error)', 'why: ""'),
  ofHandOver('the parts are let go', 'nothingIsKept', 'gate.fileParts.delete(outgoing.token);', ''),
  ofHandOver('the hash is let go', 'nothingIsKept', 'gate.fileHashes.delete(outgoing.token);', ''),
];
