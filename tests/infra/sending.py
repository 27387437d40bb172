"""A sample folder of which one Lambda leaves by the fixed address, one does not, and one tells what it is."""

FOLDER = {
    "app.py": '''"""Sample of who sends."""

from chalice.app import Chalice

app = Chalice(app_name="sending", configure_logs=False)


@app.lambda_function(name="send")
def send(event, context):
    return {}


@app.lambda_function(name="stay")
def stay(event, context):
    return {}


@app.lambda_function(name="tell")
def tell(event, context):
    return {}
''',
    "capability.py": '''"""Sample of who sends."""

from greenlight.declare import Capability, Function, setting

CAPABILITY = Capability(
    name="sending",
    title="Sending",
    functions={
        "send": Function(fixed_egress=True),
        "stay": Function(),
        "tell": Function(needs=(setting("FIXED_EGRESS_ADDRESSES"),)),
    },
)
''',
}
