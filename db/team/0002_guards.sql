-- Forbids what nobody may do, not even the owner of the tables. A user who may drop a table can get around this, and
-- the documentation says so.
CREATE FUNCTION sendonce.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'sendonce: % of % is refused', lower(TG_OP), TG_TABLE_NAME USING ERRCODE = 'SO002';
END $$;

CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.team FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.member FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.campaign FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.reservation FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.fence FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON sendonce.stop FOR EACH STATEMENT EXECUTE FUNCTION sendonce.refuse();

-- A fence may be taken over by a later repeat; by a later reservation of its own member while nothing left under the
-- first, or of anybody where a removed computer had closed it; and by a reservation that is told to have left, from one
-- under which nothing left. The old holder is read afresh.
CREATE FUNCTION sendonce.guard_fence() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.key = OLD.key AND ((NEW.number > OLD.number AND NEW.repeat > coalesce(OLD.repeat, 0)) OR EXISTS (
    SELECT FROM sendonce.reservation o, sendonce.reservation n WHERE o.number = OLD.number AND n.number = NEW.number AND o.outcome < 3
      AND ((n.outcome >= 3 AND coalesce(NEW.repeat, 0) >= coalesce(OLD.repeat, 0))
        OR (sendonce.gives_way(o.member, o.outcome, sendonce.memberships(n.member)) AND n.number > o.number AND NEW.repeat IS NOT DISTINCT FROM OLD.repeat))))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sendonce: a fence is not given to another' USING ERRCODE = 'SO002';
END $$;
CREATE TRIGGER holds BEFORE UPDATE ON sendonce.fence FOR EACH ROW EXECUTE FUNCTION sendonce.guard_fence();

CREATE FUNCTION sendonce.guard_reservation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.number, NEW.token, NEW.member, NEW.at) = (OLD.number, OLD.token, OLD.member, OLD.at)
    AND (NEW.campaign, NEW.place, NEW.contact) IS NOT DISTINCT FROM (OLD.campaign, OLD.place, OLD.contact) AND NEW.outcome > OLD.outcome
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sendonce: of a reservation only the outcome rises' USING ERRCODE = 'SO002';
END $$;
CREATE TRIGGER holds BEFORE UPDATE ON sendonce.reservation FOR EACH ROW EXECUTE FUNCTION sendonce.guard_reservation();

CREATE FUNCTION sendonce.guard_member() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.role = OLD.role AND NEW.told_epoch >= OLD.told_epoch
    AND NEW.excused_epoch >= OLD.excused_epoch AND (OLD.computer IS NULL OR NEW.computer = OLD.computer) AND (OLD.removed_at IS NULL OR NEW.removed_at = OLD.removed_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sendonce: who was removed does not come back under the same role' USING ERRCODE = 'SO002';
END $$;
CREATE TRIGGER holds BEFORE UPDATE ON sendonce.member FOR EACH ROW EXECUTE FUNCTION sendonce.guard_member();

-- The members that still have to tell what they asked for under this hold.
CREATE VIEW sendonce.untold AS
  SELECT m.id, m.name, m.heard_at FROM sendonce.member m, sendonce.team t
  WHERE m.joined_at IS NOT NULL AND m.removed_at IS NULL AND greatest(m.told_epoch, m.excused_epoch) < t.epoch;

CREATE FUNCTION sendonce.guard_team() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.key_check = OLD.key_check AND NEW.version >= OLD.version AND NEW.epoch >= OLD.epoch
    AND (NEW.identity = OLD.identity OR NEW.epoch > OLD.epoch)
    AND (OLD.held_at IS NULL OR NEW.held_at IS NOT NULL OR NOT EXISTS (SELECT FROM sendonce.untold))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sendonce: a hold ends when all have told' USING ERRCODE = 'SO002';
END $$;
CREATE TRIGGER holds BEFORE UPDATE ON sendonce.team FOR EACH ROW EXECUTE FUNCTION sendonce.guard_team();

CREATE FUNCTION sendonce.guard_campaign() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.uid = OLD.uid AND (OLD.state <> 'cancelled' OR NEW.state = 'cancelled')
    AND (OLD.state = 'drawing' OR (NEW.state <> 'drawing' AND NEW.sealed = OLD.sealed AND NEW.people = OLD.people))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'sendonce: what was cancelled stays so, and what was drawn' USING ERRCODE = 'SO002';
END $$;
CREATE TRIGGER holds BEFORE UPDATE ON sendonce.campaign FOR EACH ROW EXECUTE FUNCTION sendonce.guard_campaign();
