-- Erasing a person everywhere: what is written about them goes here at once, and on each computer when it next asks.
-- The fences stay, which are keyed hashes.

-- Until every computer has erased the person, the number is stored here, sealed, with keyed hashes: the computers have
-- to know whom to erase.
CREATE TABLE sendonce.erasure (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sealed bytea NOT NULL, keys uuid[] NOT NULL);
CREATE TABLE sendonce.to_erase (
  erasure bigint NOT NULL REFERENCES sendonce.erasure ON DELETE CASCADE,
  member integer NOT NULL REFERENCES sendonce.member,
  PRIMARY KEY (erasure, member)
);

-- Erases a person under all of their numbers. Messages that were still to go to them do not go.
CREATE FUNCTION sendonce.erase(p_keys uuid[], p_sealed bytea) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s record; p sendonce.person; made bigint;
BEGIN
  SELECT * INTO s FROM sendonce.standing('{}');
  IF s.said <> 'removed' THEN
    FOR p IN SELECT * FROM sendonce.person WHERE contact = ANY (p_keys) AND sealed <> '' ORDER BY campaign, place FOR UPDATE LOOP
      IF p.number IS NULL AND NOT p.is_ended THEN
        PERFORM sendonce.count(p.campaign, coalesce(p.holder, s.me), CASE WHEN p.holder IS NULL THEN -1 ELSE 0 END::smallint, 2::smallint, 1);
        p.is_ended := true;
      END IF;
      UPDATE sendonce.person SET sealed = '', also = NULL, is_ended = p.is_ended, holder = CASE WHEN p.is_ended THEN coalesce(p.holder, s.me) ELSE p.holder END
      WHERE campaign = p.campaign AND place = p.place;
      UPDATE sendonce.outcome SET words = NULL WHERE campaign = p.campaign AND place = p.place;
      DELETE FROM sendonce.file f WHERE f.campaign = p.campaign
        AND NOT EXISTS (SELECT FROM sendonce.person o WHERE o.campaign = p.campaign AND o.sealed <> '');
    END LOOP;
    INSERT INTO sendonce.erasure (sealed, keys) VALUES (p_sealed, p_keys) RETURNING id INTO made;
    INSERT INTO sendonce.to_erase SELECT made, id FROM sendonce.member
    WHERE id <> s.me AND joined_at IS NOT NULL AND removed_at IS NULL;
    PERFORM sendonce.end_erasures();
  END IF;
  RETURN jsonb_build_object('said', s.said, 'epoch', s.epoch, 'identity', s.identity, 'member', s.me);
END $$;

-- Where all computers have erased a person, the number is deleted.
CREATE FUNCTION sendonce.end_erasures() RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM sendonce.erasure e WHERE NOT EXISTS (SELECT FROM sendonce.to_erase WHERE erasure = e.id)
$$;

-- Notes that this computer has erased them.
CREATE FUNCTION sendonce.has_erased(p_erasure bigint) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM sendonce.to_erase WHERE erasure = p_erasure AND member = (SELECT id FROM sendonce.member WHERE role = session_user);
  PERFORM sendonce.end_erasures();
  RETURN true;
END $$;

-- A member that is gone is no longer asked.
CREATE FUNCTION sendonce.forget_to_erase() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM sendonce.to_erase WHERE member = NEW.id;
  PERFORM sendonce.end_erasures();
  RETURN NULL;
END $$;
CREATE TRIGGER erases_no_more AFTER UPDATE OF removed_at ON sendonce.member FOR EACH ROW
WHEN (NEW.removed_at IS NOT NULL) EXECUTE FUNCTION sendonce.forget_to_erase();

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sendonce FROM PUBLIC;
