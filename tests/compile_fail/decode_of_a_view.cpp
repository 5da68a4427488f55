// expect: a member of this type can only be written
#include <connectpsp/codec/json.hpp>

#include <boost/describe/class.hpp>

#include <string_view>

struct label {
    std::string_view text; // of nobody's memory, once it were read
};

BOOST_DESCRIBE_STRUCT(label, (), (text))

int main() { return connectpsp::decode<label>("{}").has_value(); }
