-- The results of a campaign's people, for one report of all members. The values that are counted reveal nothing about a
-- person; everything else that a member knows is sealed.

-- An account by a keyed hash of its number; the number itself is sealed.
CREATE TABLE sendonce.account (id uuid PRIMARY KEY, sealed bytea NOT NULL);

-- The result that the holder of a person last told. People without a result have no row.
CREATE TABLE sendonce.outcome (
  campaign integer NOT NULL,
  place integer NOT NULL,
  member integer NOT NULL REFERENCES sendonce.member,
  account uuid NOT NULL REFERENCES sendonce.account,
  day date NOT NULL,
  -- 1 sent, 2 delivered, 3 read, 4 seen by the operator; 5 not confirmed, 6 and not in the chat; 7 not sent, 8 for they have
  -- the text; 9 cancelled.
  status smallint NOT NULL CHECK (status BETWEEN 1 AND 9),
  -- 0 none, 1 answered, 2 waits for an answer, 3 asked to stop.
  reply smallint NOT NULL CHECK (reply BETWEEN 0 AND 3),
  sealed bytea NOT NULL,
  -- The person's replies, and when the last one came.
  words bytea,
  replied_at timestamptz,
  PRIMARY KEY (campaign, place),
  FOREIGN KEY (campaign, place) REFERENCES sendonce.person
);
CREATE INDEX outcome_replied ON sendonce.outcome (replied_at) WHERE replied_at IS NOT NULL;

-- How many people have each result. Kept with each change, so that nobody has to count.
CREATE TABLE sendonce.outcome_sum (
  campaign integer NOT NULL,
  member integer NOT NULL,
  account uuid NOT NULL,
  day date NOT NULL,
  status smallint NOT NULL,
  reply smallint NOT NULL,
  people integer NOT NULL CHECK (people >= 0),
  PRIMARY KEY (campaign, member, account, day, status, reply)
);

CREATE FUNCTION sendonce.add_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE sendonce.outcome_sum s SET people = people - 1 WHERE (s.campaign, s.member, s.account, s.day, s.status, s.reply)
      = (OLD.campaign, OLD.member, OLD.account, OLD.day, OLD.status, OLD.reply);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO sendonce.outcome_sum AS s VALUES (NEW.campaign, NEW.member, NEW.account, NEW.day, NEW.status, NEW.reply, 1)
    ON CONFLICT (campaign, member, account, day, status, reply) DO UPDATE SET people = s.people + 1;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER adds_up AFTER INSERT OR UPDATE OR DELETE ON sendonce.outcome FOR EACH ROW EXECUTE FUNCTION sendonce.add_up();

-- The new holder of a person tells the result; and when a person is reserved once more, the result that nothing left no
-- longer holds.
CREATE FUNCTION sendonce.forget_outcome() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM sendonce.outcome WHERE campaign = NEW.campaign AND place = NEW.place
    AND (OLD.holder IS DISTINCT FROM NEW.holder OR status > 6);
  RETURN NULL;
END $$;
CREATE TRIGGER told_by_holder AFTER UPDATE OF holder, number ON sendonce.person FOR EACH ROW
WHEN (OLD.holder IS NOT NULL AND (OLD.holder, OLD.number) IS DISTINCT FROM (NEW.holder, NEW.number))
EXECUTE FUNCTION sendonce.forget_outcome();

-- Tells results of people. People whom another member has by now are skipped. Telling twice does no harm. `p_statuses`:
-- 0 where the result is open again. A result that may have left stays, and so does an acknowledged one: data that was
-- put back, or a copy of it, does not know it.
CREATE FUNCTION sendonce.tell_outcomes(p_campaigns uuid[], p_places integer[], p_accounts uuid[], p_numbers bytea[],
  p_days date[], p_statuses smallint[], p_replies smallint[], p_sealed bytea[], p_words bytea[], p_replied timestamptz[])
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; own integer[];
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.said <> 'removed' THEN
    own := sendonce.memberships(s.me);
    INSERT INTO sendonce.account SELECT DISTINCT ON (a.id) a.id, a.sealed FROM unnest(p_accounts, p_numbers) AS a (id, sealed)
    ORDER BY a.id ON CONFLICT DO NOTHING;
    DELETE FROM sendonce.outcome o USING unnest(p_campaigns, p_places, p_statuses) AS t (campaign, place, status), sendonce.campaign c
    WHERE c.uid = t.campaign AND o.campaign = c.id AND o.place = t.place AND o.member = ANY (own) AND t.status = 0 AND o.status > 6;
    INSERT INTO sendonce.outcome AS o
    SELECT c.id, t.place, p.holder, t.account, t.day, t.status, t.reply, t.sealed, CASE WHEN p.sealed <> '' THEN t.words END, t.replied
    FROM unnest(p_campaigns, p_places, p_accounts, p_days, p_statuses, p_replies, p_sealed, p_words, p_replied)
        AS t (campaign, place, account, day, status, reply, sealed, words, replied)
      JOIN sendonce.campaign c ON c.uid = t.campaign
      JOIN sendonce.person p ON p.campaign = c.id AND p.place = t.place AND p.holder = ANY (own)
    WHERE t.status > 0 ORDER BY c.id, t.place
    ON CONFLICT (campaign, place) DO UPDATE SET member = excluded.member, account = excluded.account, day = excluded.day,
      status = excluded.status, reply = excluded.reply, sealed = excluded.sealed, words = excluded.words,
      replied_at = excluded.replied_at
    WHERE (o.status > 6 OR excluded.status <= 6) AND (o.status > 4 OR excluded.status <= 4);
  END IF;
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- The results of a campaign, line by line. A person in no line is open; of these, `nobodys` are in no member's hands.
-- Some results are known although nobody tells them: a person who was erased before anybody had them is not sent; a
-- person whom a removed computer had reserved, or one that no longer knows them, is not confirmed. These are only
-- looked for where there are some.
CREATE FUNCTION sendonce.outcomes(p_campaign uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('people', c.people, 'state', c.state,
    'notSent', (SELECT count(*) FROM sendonce.person p WHERE p.campaign = c.id AND p.is_ended
      AND NOT EXISTS (SELECT FROM sendonce.outcome o WHERE o.campaign = p.campaign AND o.place = p.place)),
    'notConfirmed', CASE WHEN EXISTS (SELECT FROM sendonce.progress g WHERE g.campaign = c.id AND g.unconfirmed > coalesce((SELECT sum(o.people)
        FROM sendonce.outcome_sum o WHERE o.campaign = g.campaign AND o.member = g.member AND o.status IN (5, 6)), 0))
      THEN (SELECT count(*) FROM sendonce.person p JOIN sendonce.reservation r ON r.number = p.number WHERE p.campaign = c.id AND r.outcome = 3
        AND NOT EXISTS (SELECT FROM sendonce.outcome o WHERE o.campaign = p.campaign AND o.place = p.place)) ELSE 0 END,
    'nobodys', c.people - coalesce((SELECT sum(taken + reserved + closed + unconfirmed + sent) FROM sendonce.progress WHERE campaign = c.id), 0),
    'lines', coalesce((SELECT jsonb_agg(jsonb_build_object('member', o.member, 'account', encode(a.sealed, 'base64'), 'day', o.day,
        'status', o.status, 'reply', o.reply, 'people', o.people) ORDER BY o.member, o.account, o.day, o.status, o.reply)
      FROM sendonce.outcome_sum o JOIN sendonce.account a ON a.id = o.account WHERE o.campaign = c.id AND o.people > 0), '[]'))
  FROM sendonce.campaign c WHERE c.uid = p_campaign AND EXISTS (SELECT FROM sendonce.member WHERE role = session_user AND removed_at IS NULL)
$$;

-- The people themselves after a place, with what is known of each. `over`: the result where nobody tells one. Without
-- statistics a page looks like a few rows of all, and each call would sort or hash everybody after it.
CREATE FUNCTION sendonce.outcome_rows(p_campaign uuid, p_after integer, p_most integer)
RETURNS TABLE (place integer, member integer, person bytea, outcome bytea, words bytea, over text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET enable_sort = off SET enable_hashjoin = off SET enable_bitmapscan = off AS $$
  SELECT p.place, p.holder, p.sealed, o.sealed, o.words, CASE WHEN p.is_ended THEN 'not_sent'
    WHEN o.place IS NULL AND (SELECT r.outcome FROM sendonce.reservation r WHERE r.number = p.number) = 3 THEN 'not_confirmed' END
  FROM (SELECT * FROM sendonce.person WHERE campaign = (SELECT id FROM sendonce.campaign WHERE uid = p_campaign) AND place > p_after
      AND EXISTS (SELECT FROM sendonce.member WHERE role = session_user AND removed_at IS NULL) ORDER BY place LIMIT p_most) p
    LEFT JOIN sendonce.outcome o ON o.campaign = p.campaign AND o.place = p.place
  ORDER BY p.place
$$;

-- The people who wrote back to another computer than the caller's, the newest first; with numbers given, only of these
-- people.
CREATE FUNCTION sendonce.replies(p_contacts uuid[], p_most integer)
RETURNS TABLE (campaign uuid, place integer, member integer, reply smallint, at timestamptz, person bytea, words bytea) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE own integer[];
BEGIN
  own := sendonce.memberships((SELECT m.id FROM sendonce.member m WHERE m.role = session_user AND m.removed_at IS NULL));
  IF own IS NULL THEN RETURN; END IF;
  IF p_contacts IS NULL THEN
    RETURN QUERY SELECT c.uid, o.place, o.member, o.reply, o.replied_at, p.sealed, o.words
    FROM sendonce.outcome o JOIN sendonce.person p ON p.campaign = o.campaign AND p.place = o.place JOIN sendonce.campaign c ON c.id = o.campaign
    WHERE o.replied_at IS NOT NULL AND o.member <> ALL (own) AND p.sealed <> '' ORDER BY o.replied_at DESC LIMIT p_most;
  ELSE
    RETURN QUERY SELECT c.uid, o.place, o.member, o.reply, o.replied_at, p.sealed, o.words
    FROM sendonce.person p JOIN sendonce.outcome o ON o.campaign = p.campaign AND o.place = p.place JOIN sendonce.campaign c ON c.id = o.campaign
    WHERE p.contact = ANY (p_contacts) AND o.replied_at IS NOT NULL AND o.member <> ALL (own) AND p.sealed <> '' ORDER BY o.replied_at DESC LIMIT p_most;
  END IF;
END $$;
