from archiver.models import Thread
def parse_thread(page): return Thread()
def follow_ups(page): return ()
