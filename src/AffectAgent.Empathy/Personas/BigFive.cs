namespace AffectAgent.Empathy;

/// <summary>The five traits of a persona (Costa and McCrae), each from 0 to 1; 0.5 is the middle.</summary>
/// <param name="Openness">Openness to experience.</param>
/// <param name="Conscientiousness">Conscientiousness.</param>
/// <param name="Extraversion">Extraversion.</param>
/// <param name="Agreeableness">Agreeableness.</param>
/// <param name="Neuroticism">Neuroticism, the opposite of emotional stability.</param>
public sealed record BigFive(double Openness = 0.5, double Conscientiousness = 0.5, double Extraversion = 0.5, double Agreeableness = 0.5, double Neuroticism = 0.5);
