-- The functions of a member: it may execute these, and nothing else. Each function knows its caller by the role that
-- logged in.

-- Which database this is. The timeline is that of the WAL file in use, since the one of the last checkpoint is late
-- after a promotion. A dump that was restored has tables with other OIDs.
CREATE FUNCTION sendonce.identity() RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8), (SELECT oid FROM pg_database WHERE datname = current_database()),
    'sendonce.team'::regclass::oid, 'sendonce.reservation'::regclass::oid, 'sendonce.fence'::regclass::oid)
$$;

-- Who asks, and whether the team is open to them. Holds the team where this is another database, or where a row is gone
-- that the caller had seen. It writes what it finds, so it always comes first in its transaction.
CREATE FUNCTION sendonce.standing(p_seen uuid[], OUT me integer, OUT kind text, OUT said text, OUT epoch integer, OUT identity text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE t sendonce.team; m sendonce.member; why text;
BEGIN
  -- Durable until the end of this transaction, whatever the server or the role is set to.
  PERFORM set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local');
  -- A standby cannot say which database it is.
  IF pg_is_in_recovery() THEN RAISE read_only_sql_transaction; END IF;
  SELECT * INTO STRICT t FROM sendonce.team;
  SELECT * INTO m FROM sendonce.member WHERE role = session_user;
  identity := sendonce.identity();
  IF m.id IS NULL OR m.removed_at IS NOT NULL THEN said := 'removed'; epoch := t.epoch; RETURN; END IF;
  me := m.id; kind := m.kind;
  IF t.identity <> identity THEN why := 'other_database';
  ELSIF t.held_at IS NULL AND EXISTS (SELECT FROM unnest(p_seen) s WHERE NOT EXISTS (SELECT FROM sendonce.reservation r WHERE r.token = s))
  THEN why := 'row_gone'; END IF;
  IF why IS NOT NULL THEN
    -- A backup that is put back twice does not know of the first hold, and both holds would get the next number.
    UPDATE sendonce.team SET held_why = why, held_at = now(), epoch = team.epoch + 1 + (random() * 100000)::integer, identity = standing.identity
    WHERE team.epoch = t.epoch RETURNING * INTO t;
    IF FOUND THEN
      PERFORM setval('sendonce.numbers', greatest(nextval('sendonce.numbers'), max(number)) + 1000000000) FROM sendonce.reservation;
    ELSE SELECT * INTO STRICT t FROM sendonce.team; END IF;
  END IF;
  epoch := t.epoch;
  said := CASE WHEN m.told_epoch < t.epoch THEN 'tell' WHEN t.held_at IS NOT NULL THEN 'held' ELSE 'open' END;
END $$;

-- The ids of a member: its own, and those that its computer had in the team before it was removed and joined anew.
CREATE FUNCTION sendonce.memberships(p_member integer) RETURNS integer[] LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_agg(o.id) FROM sendonce.member m JOIN sendonce.member o
    ON o.id = m.id OR (o.computer = m.computer AND o.removed_at IS NOT NULL) WHERE m.id = p_member
$$;

-- Whether a reservation may give way to a later one of these memberships that is queued again: nothing left under it,
-- and it is their own, or was closed by a computer that was removed and has not joined anew.
CREATE FUNCTION sendonce.gives_way(p_member integer, p_outcome smallint, p_own integer[]) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(p_outcome < 3 AND (p_member = ANY (p_own) OR (p_outcome = 2 AND EXISTS (
    SELECT FROM sendonce.member m WHERE m.id = p_member AND m.removed_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM sendonce.member b WHERE b.computer = m.computer AND b.removed_at IS NULL)))), false)
$$;

CREATE FUNCTION sendonce.count(p_campaign integer, p_member integer, p_from smallint, p_to smallint, p_by integer)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO sendonce.progress AS p (campaign, member, taken, reserved, closed, unconfirmed, sent)
  SELECT p_campaign, p_member, (p_to = 0)::int * p_by - (p_from = 0)::int * p_by, (p_to = 1)::int * p_by - (p_from = 1)::int * p_by,
    (p_to = 2)::int * p_by - (p_from = 2)::int * p_by, (p_to = 3)::int * p_by - (p_from = 3)::int * p_by, (p_to = 4)::int * p_by - (p_from = 4)::int * p_by
  WHERE p_campaign IS NOT NULL
  ON CONFLICT (campaign, member) DO UPDATE SET taken = p.taken + excluded.taken, reserved = p.reserved + excluded.reserved,
    closed = p.closed + excluded.closed, unconfirmed = p.unconfirmed + excluded.unconfirmed, sent = p.sent + excluded.sent
$$;

-- Gives a person of a campaign to a reservation, or to nobody where there is none, and updates the counts.
CREATE FUNCTION sendonce.hold(p_campaign integer, p_place integer, p_member integer, p_number bigint, p_outcome smallint)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE p sendonce.person; was smallint;
BEGIN
  SELECT * INTO p FROM sendonce.person WHERE campaign = p_campaign AND place = p_place FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  was := CASE WHEN p.number IS NOT NULL THEN (SELECT outcome FROM sendonce.reservation WHERE number = p.number)
    WHEN p.is_ended THEN 2 ELSE 0 END;
  -- Of two reservations that were told after a restore, one that left takes precedence, and of a member's own the one
  -- that is known to have arrived: its data may have been put back, and knows only that something left.
  IF was = 4 AND p_outcome = 3 THEN RETURN; END IF;
  IF p.holder <> p_member AND (was > 2 OR (was > 0 AND p_outcome < 3 AND p.holder <> ALL (sendonce.memberships(p_member)))) THEN RETURN; END IF;
  UPDATE sendonce.person SET holder = p_member, number = p_number, is_ended = false
  WHERE campaign = p_campaign AND place = p_place;
  IF p.holder = p_member THEN PERFORM sendonce.count(p_campaign, p_member, was, p_outcome, 1);
  ELSE
    IF p.holder IS NOT NULL THEN PERFORM sendonce.count(p_campaign, p.holder, was, -1::smallint, 1); END IF;
    PERFORM sendonce.count(p_campaign, p_member, -1::smallint, p_outcome, 1);
  END IF;
END $$;

-- Reserves a person for a message: all of the fences, or none. The same token may ask again, also for more fences.
-- `p_after`: the number up to which a repeat may follow. `p_again`: the operator queues a message again that this
-- member reserved in an earlier run and never sent, or that a removed computer had closed. `p_contact`: the person's
-- number; `p_heard`: each way to write it, compared with what others sent within `p_quiet` milliseconds, if that is
-- asked. `p_also`: keys of the person's other numbers, which block them like their own and are not taken; those that
-- the campaign was drawn with count too. Each member knows its own sends by itself.
CREATE FUNCTION sendonce.reserve(p_token uuid, p_keys uuid[], p_repeats smallint[], p_after bigint, p_stops uuid[],
  p_seen uuid[], p_campaign uuid, p_place integer, p_again boolean, p_contact uuid, p_heard uuid[], p_quiet bigint, p_also uuid[])
-- For a short list of keys, each new plan looks better than the stored one, so that plans were made anew at each call,
-- for twice the time of the call itself. A stored plan may have been made for an empty table: it uses the indexes all
-- the same. The one row of the team has no index, which makes that plan look expensive, but nothing should be compiled
-- for it.
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET jit = off AS $$
DECLARE s record; c sendonce.campaign; mine sendonce.reservation; held sendonce.reservation; p sendonce.person; n bigint; answer jsonb; newest smallint; own integer[];
BEGIN
  SELECT * INTO s FROM sendonce.standing(p_seen);
  answer := jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
  IF s.said <> 'open' THEN RETURN answer; END IF;
  own := sendonce.memberships(s.me);
  IF p_campaign IS NOT NULL THEN
    SELECT * INTO c FROM sendonce.campaign WHERE uid = p_campaign;
    IF c.state IS DISTINCT FROM 'running' THEN RETURN answer || '{"result":"not_running"}'; END IF;
  END IF;
  p_also := p_also || (SELECT also FROM sendonce.person WHERE campaign = c.id AND place = p_place);
  -- Two numbers of one person that are asked for at once would not see each other: the second call waits for the first.
  PERFORM pg_advisory_xact_lock(lock) FROM (SELECT DISTINCT hashtextextended(key::text, 0) AS lock
    FROM unnest(p_keys || p_also) key WHERE cardinality(p_also) > 0 ORDER BY lock) locks;
  IF EXISTS (SELECT FROM sendonce.stop WHERE key = ANY (p_stops || p_also) AND NOT is_lifted)
  THEN RETURN answer || '{"result":"stopped"}'; END IF;
  SELECT * INTO mine FROM sendonce.reservation WHERE token = p_token;
  -- The token is another member's, or its outcome was told: a message on its way must not count as closed.
  IF mine.number IS NOT NULL AND (mine.member <> s.me OR mine.outcome > 1)
  THEN RETURN answer || '{"result":"ended"}'; END IF;

  -- Mostly the person was taken long before: then nothing is written.
  newest := (SELECT max(repeat) FROM unnest(p_repeats) repeat);
  SELECT r.* INTO held FROM unnest(p_keys || p_also, p_repeats) AS asked (key, repeat) JOIN sendonce.fence f USING (key)
    LEFT JOIN sendonce.reservation r ON r.number = f.number
  -- A reservation that may have been before its gate on another computer at the declaration counts as later. Each
  -- member knows its own itself.
  WHERE f.number IS DISTINCT FROM mine.number AND NOT (coalesce(f.repeat, 0) < coalesce(asked.repeat, newest) AND f.number <= p_after
      AND coalesce(r.ended <= p_after OR (r.member = s.me AND r.outcome > 1), false))
    AND NOT (asked.repeat IS NULL AND coalesce(r.member = ANY (own) AND r.outcome < 3, false))
    AND NOT (p_again AND coalesce(f.repeat, 0) = asked.repeat AND sendonce.gives_way(r.member, r.outcome, own))
  -- A reservation that left comes first, then one that another member may still send; last come the member's own that
  -- did not leave.
  ORDER BY r.outcome = 2 OR (r.outcome = 1 AND r.member = s.me), r.outcome < 3, (r.member = ANY (own)), f.key LIMIT 1;
  IF FOUND THEN
    -- Told by whoever has them, while they were to be handed out once more.
    IF held.campaign = c.id AND held.place = p_place AND held.member <> ALL (own)
    THEN PERFORM sendonce.hold(c.id, p_place, held.member, held.number, held.outcome); END IF;
    RETURN answer || jsonb_build_object('result', 'duplicate', 'by',
      CASE WHEN held.member = ANY (own) THEN s.me ELSE held.member END, 'outcome', held.outcome,
      'at', (extract(epoch FROM held.at) * 1000)::bigint);
  END IF;

  IF p_quiet IS NOT NULL AND mine.number IS NULL THEN
    SELECT r.* INTO held FROM sendonce.reservation r
    WHERE r.contact = ANY (p_heard || p_also) AND r.member <> ALL (own) AND r.outcome <> 2 AND r.at > now() - p_quiet * interval '1 millisecond'
    ORDER BY r.at DESC LIMIT 1;
    IF FOUND THEN
      RETURN answer || jsonb_build_object('result', 'heard', 'by', held.member, 'at', (extract(epoch FROM held.at) * 1000)::bigint);
    END IF;
  END IF;

  n := coalesce(mine.number, nextval('sendonce.numbers'));
  IF mine.number IS NULL THEN
    INSERT INTO sendonce.reservation (number, token, member, campaign, place, outcome, at, contact)
    VALUES (n, p_token, s.me, c.id, p_place, 1, now(), p_contact);
    UPDATE sendonce.member SET newest = p_token, asked = asked + 1, heard_at = now() WHERE id = s.me;
  END IF;
  IF p_place IS NOT NULL THEN
    SELECT * INTO p FROM sendonce.person WHERE campaign = c.id AND place = p_place FOR UPDATE;
    -- A person whom another member has and has not reserved goes to whoever asks first, like a person of nobody. Not
    -- one who was erased, or whom that member has ended.
    IF p.place IS NULL OR p.sealed = '' OR (p.holder <> ALL (own) AND (p.number IS NOT NULL OR p.is_ended)) OR (p.number <> n AND NOT p_again)
    THEN RAISE EXCEPTION 'sendonce: the person was taken back' USING ERRCODE = 'SO003'; END IF;
    IF p.number IS DISTINCT FROM n THEN PERFORM sendonce.hold(c.id, p_place, s.me, n, 1::smallint); END IF;
  END IF;
  -- In the order of the keys: two callers that ask for the same wait for each other in one direction only.
  INSERT INTO sendonce.fence AS f (key, number, repeat)
  SELECT key, n, nullif(max(repeat), 0) FROM unnest(p_keys, p_repeats) AS asked (key, repeat) GROUP BY key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET number = excluded.number, repeat = excluded.repeat
  WHERE f.number <> n AND ((coalesce(f.repeat, 0) < excluded.repeat AND f.number <= p_after
    AND EXISTS (SELECT FROM sendonce.reservation r WHERE r.number = f.number AND (r.ended <= p_after OR (r.member = s.me AND r.outcome > 1))))
    OR (p_again AND f.repeat IS NOT DISTINCT FROM excluded.repeat
    AND EXISTS (SELECT FROM sendonce.reservation r WHERE r.number = f.number AND sendonce.gives_way(r.member, r.outcome, own))));
  -- Another caller was faster since the check above. Nothing of this is kept; when asked again, it says who.
  IF EXISTS (SELECT FROM sendonce.fence WHERE key = ANY (p_keys) AND number <> n)
  THEN RAISE EXCEPTION 'sendonce: ask again' USING ERRCODE = 'SO001'; END IF;
  RETURN answer || jsonb_build_object('result', 'granted', 'number', n, 'also', p_also);
END $$;

-- Tells the outcomes of reservations; unknown reservations are added with their fences, and not where they have none.
-- Telling twice does no harm. `p_owners`: the place of the token, from 1, to which a fence belongs. `p_contacts`: null
-- for an erased person.
CREATE FUNCTION sendonce.tell(p_tokens uuid[], p_outcomes smallint[], p_ats timestamptz[], p_campaigns uuid[],
  p_places integer[], p_keys uuid[], p_repeats smallint[], p_owners integer[], p_seen uuid[], p_contacts uuid[])
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; one record; mine sendonce.reservation; made uuid; added integer := 0; own integer[]; keys uuid[]; numbers bigint[]; repeats smallint[];
BEGIN
  SELECT * INTO s FROM sendonce.standing(p_seen);
  IF s.said = 'removed' THEN RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity); END IF;
  UPDATE sendonce.member SET joined_at = coalesce(joined_at, now()), heard_at = now() WHERE id = s.me;
  own := sendonce.memberships(s.me);
  FOR one IN SELECT t.token, t.outcome, t.at, c.id AS campaign, t.place, t.contact, t.owner
      FROM unnest(p_tokens, p_outcomes, p_ats, p_campaigns, p_places, p_contacts) WITH ORDINALITY AS t (token, outcome, at, campaign, place, contact, owner)
      LEFT JOIN sendonce.campaign c ON c.uid = t.campaign ORDER BY t.token LOOP
    SELECT * INTO mine FROM sendonce.reservation WHERE token = one.token AND member = ANY (own) FOR UPDATE;
    CONTINUE WHEN mine.number IS NULL AND one.owner <> ALL (p_owners);
    IF mine.number IS NULL THEN
      -- A moment in the future comes from a wrong clock, and would keep everybody from this person until then.
      INSERT INTO sendonce.reservation (number, token, member, campaign, place, outcome, at, ended, contact)
      VALUES (nextval('sendonce.numbers'), one.token, s.me, one.campaign, one.place, one.outcome, least(one.at, now()),
        CASE WHEN one.outcome > 1 THEN nextval('sendonce.numbers') END, one.contact)
      ON CONFLICT (token) DO NOTHING RETURNING * INTO mine;
      IF FOUND THEN
        made := one.token;
        added := added + 1;
        PERFORM sendonce.hold(mine.campaign, mine.place, s.me, mine.number, mine.outcome);
      END IF;
    ELSIF mine.outcome < one.outcome THEN
      UPDATE sendonce.reservation SET outcome = one.outcome,
        ended = CASE WHEN mine.outcome < 3 THEN nextval('sendonce.numbers') ELSE mine.ended END WHERE token = one.token;
      -- For a person who was asked for again since, the later reservation counts.
      PERFORM sendonce.count(mine.campaign, mine.member, mine.outcome, one.outcome, 1) FROM sendonce.person p
      WHERE p.campaign = mine.campaign AND p.place = mine.place AND p.number = mine.number;
    END IF;
  END LOOP;
  -- A reservation that was only asked for is told with the text itself: whether a repeat of it was granted, and after
  -- whom, is unknown.
  SELECT array_agg(key), array_agg(number), array_agg(repeat) INTO keys, numbers, repeats FROM (
    SELECT DISTINCT ON (k.key) k.key, r.number, CASE WHEN r.outcome >= 3 THEN nullif(k.repeat, 0) END AS repeat
    FROM unnest(p_keys, p_repeats, p_owners) AS k (key, repeat, owner) JOIN sendonce.reservation r ON r.token = p_tokens[k.owner]
    ORDER BY k.key, r.outcome < 3, k.repeat DESC, r.number) told;
  -- Others may be telling about the same people at this moment, or asking for them. This statement waits for them and
  -- keeps their fences as they are, but would not see their reservations: the next statement reads those.
  INSERT INTO sendonce.fence AS f (key, number, repeat) SELECT * FROM unnest(keys, numbers, repeats)
  ON CONFLICT (key) DO UPDATE SET number = f.number WHERE false;
  -- A reservation that left takes precedence over one that did not, and of those that left the later repeat: a member
  -- that asked in vain for a person may have told first.
  UPDATE sendonce.fence f SET number = n.number, repeat = k.repeat
  FROM unnest(keys, numbers, repeats) AS k (key, number, repeat) JOIN sendonce.reservation n USING (number)
  WHERE f.key = k.key AND n.outcome >= 3 AND ((coalesce(f.repeat, 0) < coalesce(k.repeat, 0) AND f.number < n.number)
    OR (coalesce(f.repeat, 0) <= coalesce(k.repeat, 0)
      AND EXISTS (SELECT FROM sendonce.reservation o WHERE o.number = f.number AND o.outcome < 3)));
  -- If the database were put back once more, what was told again is what would be missing.
  UPDATE sendonce.member SET newest = made, asked = asked + added WHERE id = s.me AND made IS NOT NULL;
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- Notes that this member has told everything under this hold. The last one ends the hold.
CREATE FUNCTION sendonce.told(p_epoch integer) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; t sendonce.team;
BEGIN
  -- Without this lock, two members that are last at once would each find the other missing.
  SELECT * INTO t FROM sendonce.team FOR UPDATE;
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.said = 'removed' THEN RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity); END IF;
  UPDATE sendonce.member SET told_epoch = p_epoch, joined_at = coalesce(joined_at, now()), heard_at = now()
  WHERE id = s.me AND p_epoch = s.epoch;
  PERFORM sendonce.open_where_told();
  RETURN sendonce.news('{}', NULL);
END $$;

CREATE FUNCTION sendonce.open_where_told() RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE sendonce.team SET held_why = NULL, held_at = NULL
  WHERE held_at IS NOT NULL AND NOT EXISTS (SELECT FROM sendonce.untold)
$$;

-- The news. Asked for every few seconds, which also shows others that this member is there. `p_after`: the `cursor` of
-- the answer before, over the same connection: then only stops and campaigns that changed since are returned. Null
-- where nothing was heard yet: then all campaigns are returned, and the stops are read in pages.
CREATE FUNCTION sendonce.news(p_seen uuid[], p_after text) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; t sendonce.team;
BEGIN
  SELECT * INTO s FROM sendonce.standing(p_seen);
  IF s.said = 'removed' THEN RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity); END IF;
  UPDATE sendonce.member SET heard_at = now() WHERE id = s.me;
  SELECT * INTO t FROM sendonce.team;
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me, 'kind', s.kind,
    'held', t.held_why, 'number', (SELECT last_value FROM sendonce.numbers),
    'repeat', (SELECT coalesce(max(repeat), 0) FROM sendonce.fence WHERE repeat > 0),
    'cursor', pg_snapshot_xmin(pg_current_snapshot())::text,
    'stops', coalesce((SELECT jsonb_agg(o) FROM (SELECT key, bool_and(is_lifted) AS "isLifted" FROM sendonce.stop
      WHERE key IN (SELECT key FROM sendonce.stop WHERE added >= p_after::xid8) GROUP BY key) o), '[]'),
    'toErase', coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'sealed', encode(e.sealed, 'base64')) ORDER BY e.id)
      FROM sendonce.to_erase o JOIN sendonce.erasure e ON e.id = o.erasure WHERE o.member = s.me), '[]'),
    'campaigns', coalesce((SELECT jsonb_agg(jsonb_build_object('uid', uid, 'state', state) ORDER BY id) FROM sendonce.campaign
      WHERE state <> 'drawing' AND (p_after IS NULL OR changed >= p_after::xid8)), '[]'),
    'members', (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', encode(m.name, 'base64'), 'kind', m.kind, 'newest', m.newest,
      'asked', m.asked, 'toErase', (SELECT count(*) FROM sendonce.to_erase o WHERE o.member = m.id), 'hasJoined', m.joined_at IS NOT NULL, 'hasTold', m.told_epoch >= t.epoch,
      'silentMs', (extract(epoch FROM clock_timestamp() - m.heard_at) * 1000)::bigint) ORDER BY m.id)
      FROM sendonce.member m WHERE m.removed_at IS NULL),
    'gone', coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', encode(m.name, 'base64'), 'isBack',
        EXISTS (SELECT FROM sendonce.member b WHERE b.computer = m.computer AND b.removed_at IS NULL)) ORDER BY m.id) FROM sendonce.member m
      WHERE m.removed_at IS NOT NULL AND m.joined_at IS NOT NULL), '[]'));
END $$;

-- The entries of do not contact, also lifted ones, after a key. Changes to the pages that were read meanwhile come with
-- the next news.
CREATE FUNCTION sendonce.stops(p_after uuid, p_most integer) RETURNS TABLE (key uuid, is_lifted boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT o.key, bool_and(o.is_lifted) FROM sendonce.stop o
  WHERE (p_after IS NULL OR o.key > p_after) AND EXISTS (SELECT FROM sendonce.member WHERE role = session_user AND removed_at IS NULL)
  GROUP BY o.key ORDER BY o.key LIMIT p_most;
END $$;

CREATE FUNCTION sendonce.stop(p_keys uuid[], p_is_lifted boolean) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.said <> 'removed' THEN
    INSERT INTO sendonce.stop (key, member, is_lifted, added)
    SELECT DISTINCT k, s.me, p_is_lifted, pg_current_xact_id() FROM unnest(p_keys) k ORDER BY k
    ON CONFLICT (key, member) DO UPDATE SET is_lifted = excluded.is_lifted, added = excluded.added, at = excluded.at;
    -- A stop of a removed member: nobody else could lift it.
    UPDATE sendonce.stop t SET is_lifted = true, added = pg_current_xact_id() FROM sendonce.member m
    WHERE p_is_lifted AND t.key = ANY (p_keys) AND NOT t.is_lifted AND m.id = t.member AND m.removed_at IS NOT NULL;
  END IF;
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- Lifts stops again that the caller had lifted of its own, and how many milliseconds ago by its clock, after the
-- database was put back to before that. What it has said since stands: its own data may have been put back as well.
-- Stops of others are not lifted.
CREATE FUNCTION sendonce.lift_again(p_keys uuid[], p_ago bigint[]) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  UPDATE sendonce.stop t SET is_lifted = true, added = pg_current_xact_id() FROM unnest(p_keys, p_ago) AS l (key, ago)
  WHERE s.said <> 'removed' AND t.key = l.key AND t.member = ANY (sendonce.memberships(s.me)) AND NOT t.is_lifted
    AND t.at < clock_timestamp() - l.ago * interval '1 millisecond';
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- Raises where the caller is no coordinator of this team.
CREATE FUNCTION sendonce.coordinator() RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.said <> 'removed' AND s.kind = 'coordinator' THEN RETURN s.me; END IF;
  RAISE EXCEPTION 'sendonce: this is for a coordinator' USING ERRCODE = 'SO004';
END $$;

-- Begins to draw a campaign. A drawing that was cut off begins anew; a complete campaign stays as it is. Returns its
-- state, or `clearing`: there is more to delete of the drawing that was cut off than one call may do, and the caller
-- must ask again.
CREATE FUNCTION sendonce.draw(p_campaign uuid, p_sealed bytea) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c sendonce.campaign;
BEGIN
  INSERT INTO sendonce.campaign (uid, sealed, made_by) VALUES (p_campaign, p_sealed, sendonce.coordinator())
  ON CONFLICT (uid) DO NOTHING;
  SELECT * INTO c FROM sendonce.campaign WHERE uid = p_campaign FOR UPDATE;
  IF c.state = 'drawing' THEN
    DELETE FROM sendonce.person p WHERE p.campaign = c.id
      AND p.place IN (SELECT o.place FROM sendonce.person o WHERE o.campaign = c.id ORDER BY o.place LIMIT 20000);
    IF EXISTS (SELECT FROM sendonce.person WHERE campaign = c.id) THEN RETURN '"clearing"'; END IF;
    DELETE FROM sendonce.file WHERE campaign = c.id;
    -- Counts of people who were erased meanwhile.
    DELETE FROM sendonce.progress WHERE campaign = c.id;
    UPDATE sendonce.campaign SET sealed = p_sealed WHERE id = c.id;
  END IF;
  RETURN to_jsonb(c.state);
END $$;

-- Adds people, or pieces of the file, to a campaign that is being drawn, as many as come in one call. Adding twice does
-- no harm. People who were erased, but not yet on the computer that draws, are added as erased.
CREATE FUNCTION sendonce.add_people(p_campaign uuid, p_places integer[], p_sealed bytea[], p_senders integer[], p_contacts uuid[], p_also text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me integer; c sendonce.campaign; erased integer;
BEGIN
  me := sendonce.coordinator();
  SELECT * INTO c FROM sendonce.campaign WHERE uid = p_campaign AND state = 'drawing';
  WITH added AS (
    INSERT INTO sendonce.person (campaign, place, sealed, sender, is_named, contact, also, holder, is_ended)
    SELECT c.id, p.place, CASE WHEN g.is_gone THEN '' ELSE p.sealed END, coalesce(p.sender, (SELECT r.member FROM sendonce.reservation r
        JOIN sendonce.member m ON m.id = r.member WHERE r.contact = p.contact AND r.outcome > 2 AND m.removed_at IS NULL
        ORDER BY r.at DESC LIMIT 1)), p.sender IS NOT NULL, p.contact, p.also::uuid[], CASE WHEN g.is_gone THEN me END, g.is_gone
    FROM unnest(p_places, p_sealed, p_senders, p_contacts, p_also) AS p (place, sealed, sender, contact, also),
      LATERAL (SELECT EXISTS (SELECT FROM sendonce.to_erase o JOIN sendonce.erasure e ON e.id = o.erasure
        WHERE o.member = me AND p.contact = ANY (e.keys)) AS is_gone) g
    WHERE c.id IS NOT NULL ON CONFLICT DO NOTHING RETURNING is_ended)
  SELECT count(*) INTO erased FROM added WHERE is_ended;
  IF erased > 0 THEN PERFORM sendonce.count(c.id, me, -1::smallint, 2::smallint, erased); END IF;
END $$;

CREATE FUNCTION sendonce.add_file(p_campaign uuid, p_piece integer, p_sealed bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM sendonce.coordinator();
  INSERT INTO sendonce.file (campaign, piece, sealed)
  SELECT id, p_piece, p_sealed FROM sendonce.campaign WHERE uid = p_campaign AND state = 'drawing' ON CONFLICT DO NOTHING;
END $$;

-- A coordinator lets a campaign run, holds it or ends it. A drawn campaign begins only once all of its people are
-- there.
CREATE FUNCTION sendonce.direct(p_campaign uuid, p_state text, p_people integer) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c sendonce.campaign; there integer;
BEGIN
  PERFORM sendonce.coordinator();
  SELECT * INTO c FROM sendonce.campaign WHERE uid = p_campaign FOR UPDATE;
  IF NOT FOUND OR (c.state = 'cancelled' AND p_state <> 'cancelled') THEN RETURN 'false'; END IF;
  IF c.state = 'drawing' THEN
    SELECT count(*) INTO there FROM sendonce.person WHERE campaign = c.id;
    IF there IS DISTINCT FROM p_people AND p_state <> 'cancelled' THEN RETURN 'false'; END IF;
  END IF;
  UPDATE sendonce.campaign SET state = p_state, people = coalesce(there, people), changed = pg_current_xact_id(), said_epoch = epoch
  FROM sendonce.team WHERE campaign.id = c.id;
  RETURN 'true';
END $$;

-- Restores what a coordinator had said of campaigns, as the caller heard it before the database was put back: a paused
-- campaign is held again, unless a coordinator has said something about it since, and a cancelled one is over. Only
-- during a hold.
CREATE FUNCTION sendonce.direct_again(p_campaigns uuid[], p_states text[]) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  UPDATE sendonce.campaign c SET state = d.state, changed = pg_current_xact_id() FROM unnest(p_campaigns, p_states) AS d (campaign, state), sendonce.team t
  WHERE s.said <> 'removed' AND t.held_at IS NOT NULL AND c.uid = d.campaign
    AND ((c.state = 'running' AND d.state = 'paused' AND c.said_epoch < t.epoch) OR (c.state IN ('running', 'paused') AND d.state = 'cancelled'));
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- A drawn campaign, for a member that joins it.
CREATE FUNCTION sendonce.drawn(p_campaign uuid) RETURNS TABLE (sealed bytea, made_by integer, at timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT c.sealed, c.made_by, c.made_at FROM sendonce.campaign c
  WHERE c.uid = p_campaign AND c.state <> 'drawing' AND (SELECT s.said FROM sendonce.standing('{}') s) <> 'removed';
END $$;

CREATE FUNCTION sendonce.file_piece(p_campaign uuid, p_piece integer) RETURNS TABLE (sealed bytea) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT f.sealed FROM sendonce.campaign c JOIN sendonce.file f ON f.campaign = c.id
  WHERE c.uid = p_campaign AND f.piece = p_piece AND (SELECT s.said FROM sendonce.standing('{}') s) <> 'removed';
END $$;

-- The people whom the caller has and has not reserved, filled up to `p_most`: first with people who are to be sent to
-- from there, then with people of nobody. People whom others are taking at this moment are skipped. A lost answer is
-- given again. `p_ended`: people who will not be reserved any more. `p_most`: null where the caller stands still until
-- a person acts: then it takes nobody, and after an hour the people whom the list does not give to it go to anybody
-- again. `p_known`: people whose row the caller has; only their place is returned.
CREATE FUNCTION sendonce.take(p_campaign uuid, p_most integer, p_ended integer[], p_known integer[]) RETURNS TABLE (place integer, sealed bytea) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; c sendonce.campaign; held integer; taken integer[]; away integer[]; n integer;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  SELECT * INTO c FROM sendonce.campaign WHERE uid = p_campaign;
  IF s.said <> 'open' OR c.id IS NULL THEN RETURN; END IF;
  UPDATE sendonce.person p SET is_ended = true
  WHERE p.campaign = c.id AND p.place = ANY (p_ended) AND p.holder = s.me AND p.number IS NULL AND NOT p.is_ended;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n > 0 THEN PERFORM sendonce.count(c.id, s.me, 0::smallint, 2::smallint, n); END IF;
  IF c.state = 'running' THEN
    UPDATE sendonce.progress g SET still_at = CASE WHEN p_most IS NULL THEN clock_timestamp() END
    WHERE g.campaign = c.id AND g.member = s.me AND (g.still_at IS NULL) = (p_most IS NULL);
    IF EXISTS (SELECT FROM sendonce.progress g
        WHERE g.campaign = c.id AND g.member = s.me AND g.still_at < clock_timestamp() - interval '1 hour') THEN
      UPDATE sendonce.person p SET holder = NULL, sender = NULL
      WHERE p.campaign = c.id AND p.holder = s.me AND p.number IS NULL AND NOT p.is_ended AND NOT p.is_named;
      GET DIAGNOSTICS n = ROW_COUNT;
      PERFORM sendonce.count(c.id, s.me, 0::smallint, -1::smallint, n) WHERE n > 0;
    END IF;
    SELECT count(*) INTO held FROM sendonce.person p
    WHERE p.campaign = c.id AND p.holder = s.me AND p.number IS NULL AND NOT p.is_ended;
    taken := ARRAY(SELECT p.place FROM sendonce.person p WHERE p.campaign = c.id AND p.sender = s.me AND p.holder IS NULL
      ORDER BY p.place LIMIT greatest(0, coalesce(p_most, 0) - held) FOR UPDATE SKIP LOCKED);
    taken := taken || ARRAY(SELECT p.place FROM sendonce.person p WHERE p.campaign = c.id AND p.sender IS NULL AND p.holder IS NULL
      ORDER BY p.place LIMIT greatest(0, coalesce(p_most, 0) - held - cardinality(taken)) FOR UPDATE SKIP LOCKED);
    -- Last come people whom the list or their chat gives to a removed member, and people of a member that wrote with
    -- them but is away, or took no part within ten minutes. A member that erased people of the campaign took none.
    -- These members are determined first: otherwise each call would read all people of other members.
    away := ARRAY(SELECT m.id FROM sendonce.member m WHERE m.id <> s.me AND (m.removed_at IS NOT NULL
      OR m.heard_at < clock_timestamp() - interval '10 minutes' OR (c.made_at < clock_timestamp() - interval '10 minutes'
        AND NOT EXISTS (SELECT FROM sendonce.progress g WHERE g.campaign = c.id AND g.member = m.id
          AND g.taken + g.reserved + g.unconfirmed + g.sent > 0))));
    taken := taken || ARRAY(SELECT p.place FROM sendonce.person p JOIN sendonce.member m ON m.id = p.sender
      WHERE p.campaign = c.id AND p.holder IS NULL AND p.sender = ANY (away) AND (m.removed_at IS NOT NULL OR NOT p.is_named)
      ORDER BY p.place LIMIT greatest(0, coalesce(p_most, 0) - held - cardinality(taken)) FOR UPDATE OF p SKIP LOCKED);
    IF cardinality(taken) > 0 THEN
      UPDATE sendonce.person p SET holder = s.me WHERE p.campaign = c.id AND p.place = ANY (taken);
      PERFORM sendonce.count(c.id, s.me, -1::smallint, 0::smallint, cardinality(taken));
    END IF;
  END IF;
  RETURN QUERY SELECT p.place, CASE WHEN p.place <> ALL (p_known) THEN p.sealed END FROM sendonce.person p
  WHERE p.campaign = c.id AND p.holder = s.me AND p.number IS NULL AND NOT p.is_ended ORDER BY p.place;
END $$;

-- Marks people as unconfirmed whom the caller reserved in a campaign and no longer knows, since its data was put back:
-- they may have been sent to, and nobody tells. `p_known`: the tokens that it still knows. Returns how many.
CREATE FUNCTION sendonce.doubt(p_campaign uuid, p_known uuid[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; c integer; n integer;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  SELECT id INTO c FROM sendonce.campaign WHERE uid = p_campaign AND s.said = 'open';
  UPDATE sendonce.reservation r SET outcome = 3, ended = nextval('sendonce.numbers') FROM sendonce.person p
  WHERE p.campaign = c AND p.holder = s.me AND r.number = p.number AND r.outcome = 1 AND r.token <> ALL (p_known);
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n > 0 THEN PERFORM sendonce.count(c, s.me, 1::smallint, 3::smallint, n); END IF;
  RETURN n;
END $$;

-- People who were given to a member and not reserved become nobody's again, and anybody may take them. People whom it
-- reserved stay with it.
CREATE FUNCTION sendonce.free(p_member integer) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record; freed integer := 0;
BEGIN
  FOR r IN WITH gone AS (UPDATE sendonce.person SET holder = NULL, is_named = false WHERE holder = p_member AND number IS NULL AND NOT is_ended RETURNING campaign)
    SELECT campaign, count(*)::integer AS people FROM gone GROUP BY campaign LOOP
    PERFORM sendonce.count(r.campaign, p_member, 0::smallint, -1::smallint, r.people);
    freed := freed + r.people;
  END LOOP;
  RETURN freed;
END $$;

-- A coordinator takes people back from a computer that has been silent for ten minutes: the people whom it has, and
-- those whom a list gives to it. There may be more of these than one call may take: the caller asks again until none is
-- left.
CREATE FUNCTION sendonce.take_back(p_member integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named integer;
BEGIN
  PERFORM sendonce.coordinator();
  IF EXISTS (SELECT FROM sendonce.member WHERE id = p_member AND heard_at > clock_timestamp() - interval '10 minutes')
  THEN RETURN NULL; END IF;
  UPDATE sendonce.person p SET is_named = false WHERE (p.campaign, p.place) IN (SELECT o.campaign, o.place
    FROM sendonce.person o WHERE o.sender = p_member AND o.holder IS NULL AND o.is_named LIMIT 5000);
  GET DIAGNOSTICS named = ROW_COUNT;
  RETURN named + sendonce.free(p_member);
END $$;

-- A coordinator lets the team go on although these members have not told what they asked for.
CREATE FUNCTION sendonce.go_on_without(p_members integer[], p_epoch integer) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM sendonce.team FOR UPDATE;
  PERFORM sendonce.coordinator();
  UPDATE sendonce.member m SET excused_epoch = t.epoch FROM sendonce.team t
  WHERE m.id = ANY (p_members) AND t.epoch = p_epoch AND t.held_at IS NOT NULL;
  PERFORM sendonce.open_where_told();
  RETURN sendonce.news('{}', NULL);
END $$;

-- The progress of a campaign with each member. `named`: people whom its list gives to the member and whom it has not
-- taken yet.
CREATE FUNCTION sendonce.progress(p_campaign uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('people', c.people, 'state', c.state, 'members', coalesce((SELECT jsonb_agg(jsonb_build_object(
      'member', m.id, 'named', coalesce(n.people, 0), 'taken', coalesce(p.taken, 0), 'reserved', coalesce(p.reserved, 0),
      'closed', coalesce(p.closed, 0), 'unconfirmed', coalesce(p.unconfirmed, 0), 'sent', coalesce(p.sent, 0)) ORDER BY m.id)
    FROM sendonce.member m LEFT JOIN sendonce.progress p ON p.campaign = c.id AND p.member = m.id
    LEFT JOIN (SELECT f.sender, count(*)::integer AS people FROM sendonce.person f
        WHERE f.campaign = c.id AND f.holder IS NULL AND f.is_named GROUP BY f.sender) n
      ON n.sender = m.id AND m.removed_at IS NULL
    WHERE p.member IS NOT NULL OR n.people IS NOT NULL), '[]'))
  FROM sendonce.campaign c WHERE c.uid = p_campaign AND EXISTS (SELECT FROM sendonce.member WHERE role = session_user AND removed_at IS NULL)
$$;

-- Which team this is and who asks, before any other call. `mayTooMuch`: the role may do more than execute these
-- functions.
CREATE FUNCTION sendonce.about() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('team', t.id, 'name', encode(t.name, 'base64'), 'keyCheck', t.key_check, 'version', t.version,
    'isMember', m.id IS NOT NULL, 'kind', m.kind, 'computer', m.computer, 'mayTooMuch',
    has_table_privilege(session_user, 'sendonce.fence', 'INSERT, UPDATE, DELETE, TRUNCATE')
      OR has_table_privilege(session_user, 'sendonce.reservation', 'INSERT, UPDATE, DELETE, TRUNCATE'))
  FROM sendonce.team t LEFT JOIN sendonce.member m ON m.role = session_user AND m.removed_at IS NULL
$$;

-- A computer takes up its invitation. Returns false where another computer has, or the invitation has expired.
CREATE FUNCTION sendonce.join(p_computer uuid, p_name bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE sendonce.member SET computer = p_computer, name = p_name, joined_at = coalesce(joined_at, now()), heard_at = now()
  WHERE role = session_user AND removed_at IS NULL AND (computer IS NULL OR computer = p_computer);
  RETURN FOUND;
END $$;

-- A member's name can be changed by itself and by a coordinator.
CREATE FUNCTION sendonce.rename(p_member integer, p_name bytea) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE sendonce.member m SET name = p_name WHERE m.id = p_member AND m.removed_at IS NULL
    AND EXISTS (SELECT FROM sendonce.member c WHERE c.role = session_user AND c.removed_at IS NULL
      AND (c.id = p_member OR c.kind = 'coordinator'));
  RETURN FOUND;
END $$;

-- A coordinator sets the kind of another member. Returns false where nobody would be a coordinator any more.
CREATE FUNCTION sendonce.appoint(p_member integer, p_kind text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Without this lock, two coordinators that step down at once would each find the other.
  PERFORM FROM sendonce.team FOR UPDATE;
  PERFORM sendonce.coordinator();
  UPDATE sendonce.member m SET kind = p_kind WHERE m.id = p_member AND m.removed_at IS NULL
    AND (p_kind = 'coordinator' OR EXISTS (SELECT FROM sendonce.member o WHERE o.id <> p_member
      AND o.kind = 'coordinator' AND o.joined_at IS NOT NULL AND o.removed_at IS NULL));
  RETURN FOUND;
END $$;

-- Ends a member, for the owner alone. Its role is removed separately.
CREATE FUNCTION sendonce.remove(p_member integer) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record;
BEGIN
  PERFORM FROM sendonce.team FOR UPDATE;
  -- Only this member knows whom it reached since the database was put back: it tells first, or a coordinator goes on
  -- without it.
  IF EXISTS (SELECT FROM sendonce.member m, sendonce.team t WHERE m.id = p_member AND m.joined_at IS NOT NULL AND m.removed_at IS NULL
    AND (t.identity <> sendonce.identity() OR (t.held_at IS NOT NULL AND m.id IN (SELECT id FROM sendonce.untold))))
  THEN RAISE EXCEPTION 'sendonce: it has not told what it sent' USING ERRCODE = 'SO005'; END IF;
  UPDATE sendonce.member SET removed_at = coalesce(removed_at, now()) WHERE id = p_member;
  -- It tells no more outcomes of its reservations: these may have left.
  FOR r IN WITH gone AS (UPDATE sendonce.reservation SET outcome = 3, ended = nextval('sendonce.numbers')
      WHERE member = p_member AND outcome = 1 RETURNING number, campaign, place)
    SELECT campaign, count(*)::integer AS people FROM gone JOIN sendonce.person p USING (campaign, place, number) GROUP BY campaign LOOP
    PERFORM sendonce.count(r.campaign, p_member, 1::smallint, 3::smallint, r.people);
  END LOOP;
  PERFORM sendonce.open_where_told();
  RETURN sendonce.free(p_member);
END $$;

-- A member leaves by itself: people whom it held and had not reserved go back.
CREATE FUNCTION sendonce.leave() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.me IS NULL THEN RETURN 0; END IF;
  RETURN sendonce.remove(s.me);
END $$;
