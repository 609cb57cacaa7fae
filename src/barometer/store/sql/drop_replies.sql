-- what was deleted too long ago to be undone
delete from reply
where deleted is not null and deleted < $before
