import client

def main():
    # [START connect]
    session = client.connect("https://api.acme.example")
    print(session.name)
    # [END connect]
