import pickle
def dumps(value): return pickle.dumps(value, 5)
def loads(data): return pickle.loads(data)
