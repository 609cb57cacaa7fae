-- what was deleted too long ago to be undone
delete from owner
where deleted is not null and deleted < $before
